import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { type OwnCookie, readCookie, writeCookie } from '../../http/access/cookies.js';
import { LONGEST_SECONDS } from './limits.js';

/** The cookie that a session lives in. */
@Injectable()
export class SessionCookie {
  private readonly cookie: OwnCookie;

  constructor(config: Config) {
    this.cookie = { name: 'agiza-session', secure: config.NODE_ENV === 'production' };
  }

  /** The token in a request's `Cookie` header, or null. */
  read(header: string | undefined): string | null {
    return readCookie(this.cookie, header);
  }

  /** `Set-Cookie` that gives the browser the token, or with null takes it away. */
  write(token: string | null): string {
    return writeCookie(this.cookie, token, LONGEST_SECONDS);
  }
}
