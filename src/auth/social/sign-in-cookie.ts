import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { type OwnCookie, readCookie, writeCookie } from '../../http/access/cookies.js';
import { STATE_SECONDS } from './state-store.js';

/** The cookie that holds what a browser keeps while its person is at a provider. */
@Injectable()
export class SignInCookie {
  private readonly cookie: OwnCookie;

  constructor(config: Config) {
    this.cookie = { name: 'agiza-sign-in', secure: config.NODE_ENV === 'production' };
  }

  /** The kept text in a request's `Cookie` header, or null. */
  read(header: string | undefined): string | null {
    return readCookie(this.cookie, header);
  }

  /** `Set-Cookie` that has the browser keep the text, or with null forget it. */
  write(kept: string | null): string {
    return writeCookie(this.cookie, kept, STATE_SECONDS);
  }
}
