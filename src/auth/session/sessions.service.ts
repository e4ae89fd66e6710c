import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../database/database.js';
import { sha256 } from '../../digests.js';
import { type IdentityKey, makeSessionToken, type Session } from './session.js';
import { SessionsRepository } from './sessions.repository.js';

/**
 * Sessions. The browser keeps a random token, the database its digest. The digest decides, for
 * every replica at once.
 */
@Injectable()
export class SessionsService {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionsRepository,
  ) {}

  /**
   * Opens a session for whoever proved to be that identity, and gives its token.
   * @param marks of the sign-ins that it stands for, newest first
   */
  async open(identity: IdentityKey, marks: readonly string[]): Promise<string> {
    const token = makeSessionToken(marks);
    await this.sessions.open(sha256(token), identity);
    return token;
  }

  /**
   * The same, and does in one transaction what belongs to it.
   * @param beside may run again, so it touches nothing but the database
   */
  async openWith(identity: IdentityKey, marks: readonly string[], beside: (tx: Tx) => Promise<void>): Promise<string> {
    const token = makeSessionToken(marks);
    await this.database.write(async (tx) => {
      await this.sessions.openIn(tx, sha256(token), identity);
      await beside(tx);
    });
    return token;
  }

  /**
   * Gives the session a new token with these marks, and ends the old token. The session goes on.
   * @returns the new token; null when the old one counts no more
   */
  async mark(old: string, marks: readonly string[]): Promise<string | null> {
    const token = makeSessionToken(marks);
    return (await this.sessions.replace(sha256(old), sha256(token))) ? token : null;
  }

  /** The session of a token; null when it ended or is too old. */
  find(token: string): Promise<Session | null> {
    return this.sessions.find(sha256(token));
  }

  /** The sessions of those tokens that go on. They do not count as used by it. */
  async findMany(tokens: readonly string[]): Promise<ReadonlyMap<string, Session>> {
    const asked = new Map(tokens.map((token) => [sha256(token).toString('hex'), token]));
    const found = await this.sessions.findMany(tokens.map(sha256));
    return new Map(found.map((session) => [asked.get(session.digest.toString('hex')) ?? '', session]));
  }

  /** Ends the session, at once and for every replica. */
  async end(token: string): Promise<void> {
    await this.sessions.end(sha256(token));
  }
}
