import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import type { Principal } from '../../http/access/access.js';
import type { Session } from './session.js';
import { SessionCookie } from './session-cookie.js';
import { SessionsService } from './sessions.service.js';

/** Who a browser's session stands for. */
@Injectable()
export class SessionCallers {
  constructor(
    private readonly config: Config,
    private readonly cookie: SessionCookie,
    private readonly sessions: SessionsService,
  ) {}

  async identify({ cookie }: IncomingHttpHeaders): Promise<Principal> {
    const token = this.cookie.read(cookie);
    const session = token === null ? null : await this.sessions.byToken(token);
    if (session === null) return { kind: 'nobody' };
    return { kind: this.isStaff(session) ? 'staff' : 'user', userId: session.user_id };
  }

  /** Asked at every request: whoever leaves STAFF_EMAILS, or whose address Google no longer vouches for, is staff no more. */
  isStaff({ provider, email, email_verified }: Pick<Session, 'provider' | 'email' | 'email_verified'>): boolean {
    const listed = this.config.STAFF_EMAILS.some((staff) => staff.toLowerCase() === email);
    return provider === 'google' && email_verified && listed;
  }
}
