import type { TokenFlaw } from './token-flaws.js';

/** What a valid token stands for. */
export interface KnownToken {
  readonly userId: string;
  /** For how many ms the token itself went on when it was looked up. */
  readonly leftMs: number;
}

interface Entry {
  readonly found: Promise<KnownToken | TokenFlaw>;
  readonly checkedAt: number;
}

/**
 * How long a look-up stays valid. A logout at another replica takes effect within this time; one at
 * this replica, at once.
 */
const VALID_MS = 4_000;
const ENTRIES_MOST = 10_000;

/**
 * Remembers for {@link VALID_MS} which tokens are valid, so that most requests need neither a
 * signature check nor the database.
 * Its clock is monotonic: set back an hour, the time of day would keep an ended token for an hour.
 */
export class TokenCache {
  private entries = new Map<string, Entry>();

  /**
   * @param check looks a token up. Requests at the same time share one look-up.
   */
  constructor(
    private readonly check: (token: string) => Promise<KnownToken | TokenFlaw>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** What a token stands for, or why it does not count. */
  async find(token: string): Promise<KnownToken | TokenFlaw> {
    const known = this.entries.get(token);
    const isFresh = known !== undefined && this.now() - known.checkedAt < VALID_MS;
    const { found, checkedAt } = isFresh ? known : this.lookUp(token);
    const meant = await found;
    return typeof meant === 'string' || this.now() - checkedAt < meant.leftMs ? meant : 'expired';
  }

  /** Forgets every token, after somebody's tokens were ended. */
  clear(): void {
    this.entries = new Map();
  }

  private lookUp(token: string): Entry {
    const entry = { found: this.check(token), checkedAt: this.now() };
    const entries = this.entries;
    if (entries.size >= ENTRIES_MOST) entries.clear();
    entries.set(token, entry);
    const forget = () => entries.delete(token);
    entry.found.then((known) => typeof known === 'string' && forget(), forget);
    return entry;
  }
}
