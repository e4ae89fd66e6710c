import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Authenticator } from '../../http/access/authenticator.js';
import { NO_PERMISSIONS } from '../../http/access/permissions.js';
import { NOBODY, type Principal } from '../../http/access/principal.js';
import { ROLE_PERMISSIONS, type Role } from '../../http/access/roles.js';
import { ListedStaff } from '../staff/listed-staff.js';
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
    private readonly listed: ListedStaff,
    private readonly cookies: SealedCookies,
    private readonly sessions: SessionsService,
  ) {}

  applies({ headers }: FastifyRequest): boolean {
    return this.cookies.isSent(SESSION_COOKIE, headers.cookie);
  }

  async authenticate({ headers }: FastifyRequest): Promise<Principal> {
    const token = this.cookies.read(SESSION_COOKIE, headers.cookie);
    const session = token === null ? null : await this.sessions.find(token);
    return session === null ? NOBODY : this.principalOf(session);
  }

  /** The same for many requests by one query, which does not count as use of their sessions. */
  async authenticateAll(requests: readonly FastifyRequest[]): Promise<Principal[]> {
    const tokens = requests.map(({ headers }) => this.cookies.read(SESSION_COOKIE, headers.cookie));
    const sessions = await this.sessions.findMany(tokens.filter((token) => token !== null));
    return tokens.map((token) => {
      const session = sessions.get(token ?? '');
      return session === undefined ? NOBODY : this.principalOf(session);
    });
  }

  private principalOf(session: Session): Principal {
    const role = this.roleOf(session);
    return role === null
      ? { kind: 'user', id: session.user_id, role, permissions: NO_PERMISSIONS }
      : { kind: 'staff', id: session.user_id, role, permissions: ROLE_PERMISSIONS[role] };
  }

  /**
   * The role of the session's account; null for an end user.
   * - An owner is also the first Google account that had an e-mail of STAFF_EMAILS verified.
   *   Whoever gets the mail box after that is not.
   * - It is read at every request. So whoever is disabled, demoted or no longer listed loses rights
   *   at once.
   */
  private roleOf({ provider, email, email_verified, is_first, role }: Session): Role | null {
    const isListed = provider === 'google' && email_verified && is_first && this.listed.has(email);
    return isListed ? 'owner' : role;
  }
}
