import { DatabaseBusy } from './database.errors.js';

/**
 * A share of the connections: so much work at one time, and the rest waits its turn.
 * A lane within another one takes a place in both.
 */
export class Lane {
  private readonly waiting: (() => void)[] = [];
  private free: number;
  private refusedCount = 0;

  /** @param size places */
  constructor(
    readonly size: number,
    private readonly within: Lane | null = null,
  ) {
    this.free = size;
  }

  /** Places that are taken. */
  get inUse(): number {
    return this.size - this.free;
  }

  /** How much work waits for a place. */
  get waitingCount(): number {
    return this.waiting.length;
  }

  /** How often no place became free in time, since the process began. */
  get refusals(): number {
    return this.refusedCount;
  }

  /** Takes a place if one is free now. Whoever has it calls {@link leave}. */
  tryEnter(): boolean {
    if (this.free === 0 || this.within?.tryEnter() === false) return false;
    this.free--;
    return true;
  }

  /**
   * Takes a place as soon as one is free. Whoever has it calls {@link leave}.
   * @param until when the wait ends, by `performance.now()`
   * @throws DatabaseBusy when no place became free
   */
  async enter(until: number): Promise<void> {
    if (this.free > 0) this.free--;
    else await this.wait(until);
    try {
      await this.within?.enter(until);
    } catch (error) {
      this.handOn();
      throw error;
    }
  }

  /** Gives the place back. */
  leave(): void {
    this.within?.leave();
    this.handOn();
  }

  private wait(until: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const admit = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(admit), 1);
        this.refusedCount++;
        reject(new DatabaseBusy('no connection became free in time'));
      }, until - performance.now());
      this.waiting.push(admit);
    });
  }

  private handOn(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.free++;
    else next();
  }
}
