import { serve } from '../tracing/current-span.js';
import { type Call, CallQueue } from './call-queue.js';
import { isAborted, isLockTimeout, isRefused } from './failures.js';
import { LEAST_MS, type Terms } from './terms.js';

/** How long one call may keep the others waiting for its lock. */
const LOCK_MS = 50;

/**
 * Calls of a failed batch that run together once more. With one at fault among 64 that takes 16
 * statements instead of 64.
 */
const GROUP = 8;

/** Answers all inputs in one statement, in their order. */
export type RunBatch<Input, Answer> = (inputs: readonly Input[], terms: Terms) => Promise<readonly Answer[]>;

/**
 * Runs calls again whose batch failed for one of them: in small groups, then alone.
 * - One statement at a time, so that batches go on meanwhile.
 * - A call that meets a lock is tried again after all others, until its deadline.
 * - Calls with the same key meet the same lock, so they are kept out of groups and batches.
 */
export class BatchRetries<Input, Answer> {
  private readonly groups = this.makeQueue();
  private readonly alone = this.makeQueue();
  private readonly locked = this.makeQueue();
  private readonly lockedKeys = new Set<string>();
  private running = false;

  /** @param keyOf what the lock of an input depends on; null when nobody knows */
  constructor(
    private readonly run: RunBatch<Input, Answer>,
    private readonly keyOf: (input: Input) => string | null,
  ) {}

  /** Runs the calls of a failed batch. */
  add(calls: readonly Call<Input, Answer>[]): void {
    (calls.length > GROUP ? this.groups : this.alone).push(...calls);
    void this.work();
  }

  /** Takes a call over if it would meet a lock that others wait for. */
  takeOver(call: Call<Input, Answer>): boolean {
    if (this.lockedKeys.size === 0) return false;
    const key = this.keyOf(call.input);
    if (key === null || !this.lockedKeys.has(key)) return false;
    this.locked.push(call);
    return true;
  }

  private async work(): Promise<void> {
    if (this.running) return;
    this.running = true;
    for (let calls = this.next(); calls.length > 0; calls = this.next()) await this.runTogether(calls);
    this.lockedKeys.clear();
    this.running = false;
  }

  private next(): Call<Input, Answer>[] {
    for (const [queue, most] of [
      [this.alone, 1],
      [this.groups, GROUP],
    ] as const) {
      while (queue.length > 0) {
        const calls = queue.take(most).filter((call) => !this.takeOver(call));
        if (calls.length > 0) return calls;
      }
    }
    return this.locked.take(1);
  }

  private async runTogether(calls: readonly Call<Input, Answer>[]): Promise<void> {
    const deadline = Math.min(...calls.map((call) => call.deadline));
    try {
      const inputs = calls.map(({ input }) => input);
      const spans = calls.map(({ span }) => span);
      const answers = await serve(spans, () => this.run(inputs, { deadline, locked: LOCK_MS }));
      for (const [i, call] of calls.entries()) {
        this.lockedKeys.delete(this.keyOf(call.input) ?? '');
        call.resolve(answers[i] as Answer);
      }
    } catch (error) {
      const [only] = calls;
      const parts = isLockTimeout(error) || isRefused(error) || isAborted(error);
      if (calls.length > 1 && parts) this.alone.push(...calls);
      else if (only !== undefined && isLockTimeout(error) && isEarly(only)) this.putOff(only);
      else for (const { reject } of calls) reject(error);
    }
  }

  private putOff(call: Call<Input, Answer>): void {
    const key = this.keyOf(call.input);
    if (key !== null) this.lockedKeys.add(key);
    this.locked.push(call);
  }

  private makeQueue(): CallQueue<Input, Answer> {
    return new CallQueue(LOCK_MS + LEAST_MS);
  }
}

const isEarly = ({ deadline }: { readonly deadline: number }): boolean =>
  deadline - performance.now() > LOCK_MS + LEAST_MS;
