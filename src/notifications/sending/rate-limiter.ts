/**
 * Spreads what is sent evenly: at most `perSecond` and one more in any second. Times are
 * milliseconds of one clock.
 */
export class RateLimiter {
  private next = 0;
  private readonly intervalMs: number;

  constructor(perSecond: number) {
    this.intervalMs = 1000 / perSecond;
  }

  /** How many slots are free in the next second. */
  countFree(now: number): number {
    return Math.max(Math.floor((now + 1000 - Math.max(now, this.next)) / this.intervalMs), 0);
  }

  /** Takes the next slot and tells how long to wait for it. */
  takeSlot(now: number): number {
    const at = Math.max(now, this.next);
    this.next = at + this.intervalMs;
    return at - now;
  }
}
