import type { TokenFlaw } from './token-flaws.js';

/** What a valid token stands for. */
export interface KnownToken {
  readonly userId: string;
  /** For how many ms the token itself went on when it was looked up. */
  readonly leftMs: number;
}

/** What a token or an API key stands for, for a time. */
interface Timed<Flaw> {
  /** For how many ms it went on when it was looked up. */
  readonly leftMs: number;
  /** Why it does not count after that; `expired` if absent. */
  readonly endsAs?: Flaw;
}

interface Entry<Known, Flaw> {
  readonly found: Promise<Known | Flaw>;
  readonly checkedAt: number;
}

/**
 * How long a look-up stays valid. A logout at another replica takes effect within this time; one at
 * this replica, at once.
 */
const VALID_MS = 4_000;
const ENTRIES_MOST = 10_000;

/**
 * Remembers for {@link VALID_MS} which tokens or API keys are valid, so that most requests need
 * neither a signature check nor the database.
 * Its clock is monotonic: set back an hour, the time of day would keep an ended token for an hour.
 */
export class TokenCache<Known extends Timed<Flaw> = KnownToken, Flaw extends string = TokenFlaw> {
  private entries = new Map<string, Entry<Known, Flaw>>();

  /**
   * @param check looks a token up. Requests at the same time share one look-up.
   */
  constructor(
    private readonly check: (token: string) => Promise<Known | Flaw>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** What a token stands for, or why it does not count. */
  async find(token: string): Promise<Known | Flaw | 'expired'> {
    const known = this.entries.get(token);
    const isFresh = known !== undefined && this.now() - known.checkedAt < VALID_MS;
    const { found, checkedAt } = isFresh ? known : this.lookUp(token);
    const meant = await found;
    if (typeof meant === 'string' || this.now() - checkedAt < meant.leftMs) return meant;
    return meant.endsAs ?? 'expired';
  }

  /** Forgets every token, after somebody's tokens were ended. */
  clear(): void {
    this.entries = new Map();
  }

  private lookUp(token: string): Entry<Known, Flaw> {
    const entry = { found: this.check(token), checkedAt: this.now() };
    const entries = this.entries;
    if (entries.size >= ENTRIES_MOST) entries.clear();
    entries.set(token, entry);
    const forget = () => entries.delete(token);
    entry.found.then((known) => typeof known === 'string' && forget(), forget);
    return entry;
  }
}
