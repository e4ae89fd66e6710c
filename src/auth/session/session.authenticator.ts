import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Config } from '../../config/config.js';
import type { Authenticator } from '../../http/access/authenticator.js';
import { ALL_PERMISSIONS, NO_PERMISSIONS } from '../../http/access/permissions.js';
import { NOBODY, type Principal } from '../../http/access/principal.js';
import type { Session } from './session.js';
import { SessionCookie } from './session-cookie.js';
import { SessionsService } from './sessions.service.js';

/** Knows staff and end users by the session in their cookie. */
@Injectable()
export class SessionAuthenticator implements Authenticator {
  readonly proof = 'same-origin';

  constructor(
    private readonly config: Config,
    private readonly cookie: SessionCookie,
    private readonly sessions: SessionsService,
  ) {}

  applies({ headers }: FastifyRequest): boolean {
    return this.cookie.read(headers.cookie) !== null;
  }

  async authenticate({ headers }: FastifyRequest): Promise<Principal> {
    const token = this.cookie.read(headers.cookie);
    const session = token === null ? null : await this.sessions.byToken(token);
    if (session === null) return NOBODY;
    return this.isStaff(session)
      ? { kind: 'staff', id: session.user_id, permissions: ALL_PERMISSIONS }
      : { kind: 'user', id: session.user_id, permissions: NO_PERMISSIONS };
  }

  /**
   * Whether the account is staff: a Google account whose verified e-mail STAFF_EMAILS lists.
   * It is asked at every request, so whoever leaves the list is staff no more.
   */
  isStaff({ provider, email, email_verified }: Pick<Session, 'provider' | 'email' | 'email_verified'>): boolean {
    const listed = this.config.STAFF_EMAILS.some((staff) => staff.toLowerCase() === email);
    return provider === 'google' && email_verified && listed;
  }
}
