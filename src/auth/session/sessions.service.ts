import { Injectable } from '@nestjs/common';
import { sha256 } from '../../digests.js';
import { SealedText } from './sealed-cookie.js';
import { randomSecret } from './secrets.js';
import type { IdentityKey, Session } from './session.js';
import { SessionsRepository } from './sessions.repository.js';

/** Signed-in browsers. Each holds a sealed random secret; its digest in the database is what counts, for every replica at once. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly seal: SealedText,
  ) {}

  /** A new session for whoever proved to be that identity, as the browser is to keep it. */
  async open(identity: IdentityKey): Promise<string> {
    const secret = randomSecret();
    await this.sessions.open(sha256(secret), identity);
    return this.seal.close('session', secret);
  }

  /** The session that a browser holds; null when it is none of ours, ended, or too old. What we did not seal costs no query. */
  async byToken(token: string): Promise<Session | null> {
    const secret = this.seal.open('session', token);
    return secret === null ? null : this.sessions.find(sha256(secret));
  }

  /** Ends the session, at once and everywhere. */
  async end(token: string): Promise<void> {
    const secret = this.seal.open('session', token);
    if (secret !== null) await this.sessions.end(sha256(secret));
  }
}
