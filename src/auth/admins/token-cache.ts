/** What a token that was found good stands for. */
export interface KnownToken {
  readonly userId: string;
  /** When the token itself ends, in ms since the epoch. */
  readonly expiresAt: number;
}

interface Entry {
  readonly found: Promise<KnownToken | null>;
  readonly checkedAt: number;
}

/** How long an answer of the database is believed: a logout at another replica takes effect within this time, one at this replica at once. */
const BELIEVED_MS = 4_000;
const ENTRIES_MOST = 10_000;

/** Remembers for a few seconds which tokens are good, so that most requests need neither a signature check nor the database. */
export class TokenCache {
  private entries = new Map<string, Entry>();

  /** @param check looks a token up; null when it is no good. Callers who ask at the same time share one look-up. */
  constructor(
    private readonly check: (token: string) => Promise<KnownToken | null>,
    private readonly now: () => number = Date.now,
  ) {}

  /** The user a token stands for; null when it is no good. */
  async userOf(token: string): Promise<string | null> {
    const known = this.entries.get(token);
    const fresh = known !== undefined && this.now() - known.checkedAt < BELIEVED_MS;
    const found = await (fresh ? known.found : this.look(token));
    return found !== null && this.now() < found.expiresAt ? found.userId : null;
  }

  /** Forgets what was believed about everybody's tokens, after one of them was ended. */
  clear(): void {
    this.entries = new Map();
  }

  private look(token: string): Promise<KnownToken | null> {
    const found = this.check(token);
    const entries = this.entries;
    if (entries.size >= ENTRIES_MOST) entries.clear();
    entries.set(token, { found, checkedAt: this.now() });
    const forget = () => entries.delete(token);
    found.then((known) => known === null && forget(), forget);
    return found;
  }
}
