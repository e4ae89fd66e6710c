import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Config } from '../../config/config.js';
import type { Authenticator } from '../../http/access/authenticator.js';
import { NO_PERMISSIONS, STAFF_PERMISSIONS } from '../../http/access/permissions.js';
import { NOBODY, type Principal } from '../../http/access/principal.js';
import { SealedCookies } from './sealed-cookies.js';
import { SESSION_COOKIE, type Session } from './session.js';
import { SessionsService } from './sessions.service.js';

/**
 * Knows staff and end users by the session in their cookie. A cookie that we did not seal costs no
 * query.
 */
@Injectable()
export class SessionAuthenticator implements Authenticator {
  readonly proof = 'same-origin';

  constructor(
    private readonly config: Config,
    private readonly cookies: SealedCookies,
    private readonly sessions: SessionsService,
  ) {}

  applies({ headers }: FastifyRequest): boolean {
    return this.cookies.isSent(SESSION_COOKIE, headers.cookie);
  }

  async authenticate({ headers }: FastifyRequest): Promise<Principal> {
    const token = this.cookies.read(SESSION_COOKIE, headers.cookie);
    const session = token === null ? null : await this.sessions.find(token);
    if (session === null) return NOBODY;
    return this.isStaff(session)
      ? { kind: 'staff', id: session.user_id, permissions: STAFF_PERMISSIONS }
      : { kind: 'user', id: session.user_id, permissions: NO_PERMISSIONS };
  }

  /**
   * Whether the account is staff: the first Google account that had an e-mail of STAFF_EMAILS
   * verified. Whoever gets the mail box after that is not.
   * This is checked at every request, so whoever leaves the list stops being staff at once.
   */
  isStaff({ provider, email, email_verified, is_first }: Omit<Session, 'user_id'>): boolean {
    const listed = this.config.STAFF_EMAILS.some((staff) => staff.toLowerCase() === email);
    return provider === 'google' && email_verified && is_first && listed;
  }
}
