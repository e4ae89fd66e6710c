/** Spreads what goes out evenly: no second, wherever it begins, sees more than `perSecond` and one. Times are milliseconds. */
export class RateLimiter {
  private next = 0;
  private readonly intervalMs: number;

  constructor(perSecond: number) {
    this.intervalMs = 1000 / perSecond;
  }

  /** How many places there are in the next second. */
  room(now: number): number {
    return Math.max(Math.floor((now + 1000 - Math.max(now, this.next)) / this.intervalMs), 0);
  }

  /** Takes the next place, and says how long to wait for it. */
  place(now: number): number {
    const at = Math.max(now, this.next);
    this.next = at + this.intervalMs;
    return at - now;
  }
}
