import type { OpenSpan } from '../tracing/open-span.js';
import { DatabaseBusy } from './database.errors.js';

/** A call that waits for its answer. */
export interface Call<Input, Answer> {
  readonly input: Input;
  /** Until when its statement may run, by `performance.now()`. */
  readonly deadline: number;
  /** What it belongs to, if that is traced. */
  readonly span: OpenSpan | undefined;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** How often calls that waited too long are looked for. */
const SWEEP_MS = 100;

/** Calls in the order in which they came. One that waits too long fails, and is never executed. */
export class CallQueue<Input, Answer> {
  private calls: Call<Input, Answer>[] = [];
  private sweeper?: NodeJS.Timeout;

  /** @param reserveMs a call fails so long before its deadline */
  constructor(private readonly reserveMs: number) {}

  get length(): number {
    return this.calls.length;
  }

  push(...calls: readonly Call<Input, Answer>[]): void {
    this.calls.push(...calls);
    this.sweeper ??= setTimeout(() => this.sweep(), SWEEP_MS).unref();
  }

  /** Takes out the first calls, at most so many. */
  take(most: number): Call<Input, Answer>[] {
    return this.calls.splice(0, most);
  }

  private sweep(): void {
    this.sweeper = undefined;
    const now = performance.now();
    const { calls } = this;
    this.calls = [];
    const kept = calls.filter((call) => {
      const inTime = call.deadline - this.reserveMs > now;
      if (!inTime) call.reject(new DatabaseBusy('its turn came too late'));
      return inTime;
    });
    if (kept.length > 0) this.push(...kept);
  }
}
