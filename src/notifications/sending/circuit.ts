/**
 * `closed`: SMS go out. `open`: none does until the pause is over. `half-open`: one goes out as a
 * test.
 */
export type CircuitState = 'closed' | 'open' | 'half-open';

const FAULTS_MOST = 5;
const PAUSE_LEAST_MS = 1_000;
const PAUSE_MOST_MS = 30_000;
/**
 * People mend wrong credentials and empty accounts, and each try is one more refusal by the
 * carrier.
 */
const HALT_LEAST_MS = 2_000;
const HALT_MOST_MS = 60_000;

/**
 * Holds SMS back from a carrier that is down or takes none.
 * - It opens after 5 faults in a row, or at once when the carrier says stop.
 * - Each pause is twice the one before. One good answer closes it.
 * - Times are milliseconds of any clock that only goes forward.
 */
export class Circuit {
  private faults = 0;
  private pauseMs = 0;
  private until = 0;
  private probing = false;
  private why: string | null = null;

  /** @param changed is called at each opening with the reason, and at each closing with null */
  constructor(private readonly changed: (reason: string | null, pauseMs: number) => void = () => undefined) {}

  /** Why it is not closed; null when it is. */
  get reason(): string | null {
    return this.why;
  }

  state(now: number): CircuitState {
    if (this.why === null) return 'closed';
    return now < this.until ? 'open' : 'half-open';
  }

  /** How many SMS may go out beside those under way, `free` at most. */
  admits(free: number, now: number): number {
    const state = this.state(now);
    if (state === 'closed') return free;
    return state === 'half-open' && !this.probing ? Math.min(1, free) : 0;
  }

  /** An SMS goes out. */
  began(): void {
    this.probing = this.why !== null;
  }

  /** The carrier answered as it should, whatever it said of the SMS. */
  succeeded(): void {
    this.faults = 0;
    this.probing = false;
    this.pauseMs = 0;
    if (this.why !== null) this.changed(null, 0);
    this.why = null;
  }

  /** The carrier was not there, or did not answer as it should. */
  failed(reason: string, now: number, retryAfterSeconds = 0): void {
    this.faults++;
    if (this.why === null && this.faults < FAULTS_MOST) return;
    const asked = retryAfterSeconds * 1000;
    this.open(reason, now, Math.max(PAUSE_LEAST_MS, asked), Math.max(PAUSE_MOST_MS, asked));
  }

  /** The carrier says stop. */
  halted(reason: string, now: number): void {
    this.open(reason, now, HALT_LEAST_MS, HALT_MOST_MS);
  }

  /** The SMS that was to go out did not, for reasons of ours. */
  abandoned(): void {
    this.probing = false;
  }

  /** Answers to SMS that were under way when it opened do not lengthen the pause. */
  private open(reason: string, now: number, leastMs: number, mostMs: number): void {
    if (this.state(now) === 'open') return;
    this.pauseMs = Math.min(Math.max(this.pauseMs * 2, leastMs), mostMs);
    this.until = now + this.pauseMs;
    this.probing = false;
    this.why = reason;
    this.changed(reason, this.pauseMs);
  }
}
