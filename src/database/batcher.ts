import { BatchRetries, type RunBatch } from './batch-retries.js';
import { type Call, CallQueue } from './call-queue.js';
import type { Database } from './database.js';
import { isAborted, isCancelled, isLockTimeout, isRefused } from './failures.js';
import type { BatchAnswers, Prepared } from './prepared.js';
import { ANSWER_MS, inMs, LEAST_MS, WAIT_MS } from './terms.js';

/** How far a batcher goes. */
export interface BatchLimits {
  /** Calls that one statement answers. */
  readonly maxBatchSize: number;
  /** Statements that run at the same time. */
  readonly maxInFlight: number;
}

/**
 * Measured on two cores shared with PostgreSQL.
 * - Beyond 64 calls, the statement's own time grows as fast as the time saved.
 * - A third statement in flight only waits for the other two.
 */
const LIMITS: BatchLimits = { maxBatchSize: 64, maxInFlight: 2 };

/** For work in the background, which leaves the other connections to requests. */
export const BACKGROUND_LIMITS: BatchLimits = { ...LIMITS, maxInFlight: 1 };

const noKey = (): null => null;

/**
 * Lets simultaneous calls share a statement, as DataLoader does.
 * - No call waits for a timer. Calls of one turn of the event loop are divided among the statements
 *   that may run. Calls that come while these run make the next batches.
 * - Two batches in flight. With one, Node idles while PostgreSQL works and vice versa (−17 % reads
 *   at 32 connections).
 * - An answer is never older than its call.
 * - A call whose statement has not begun within 2 s fails, and is never executed.
 * - When a batch fails for one of its calls, each runs again alone. So one call fails nobody else.
 *   It fails so for a refused value, a deadlock, or a lock that is not free within 300 ms.
 */
export class Batcher<Input, Answer> {
  private readonly waiting = new CallQueue<Input, Answer>(ANSWER_MS - WAIT_MS);
  private readonly retries: BatchRetries<Input, Answer>;
  private inFlight = 0;
  private scheduled = false;

  /**
   * @param run answers all inputs in one statement, in their order, on the terms given
   * @param keyOf what the locks of an input depend on, such as its customer
   */
  constructor(
    private readonly run: RunBatch<Input, Answer>,
    private readonly limits: BatchLimits = LIMITS,
    keyOf: (input: Input) => string | null = noKey,
  ) {
    this.retries = new BatchRetries(run, keyOf);
  }

  /** The answer to one input. @throws DatabaseBusy, and what `run` throws */
  load(input: Input): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const call = { input, deadline: inMs(ANSWER_MS), resolve, reject };
      if (this.retries.takeOver(call)) return;
      this.waiting.push(call);
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.scheduled || this.waiting.length === 0 || this.inFlight >= this.limits.maxInFlight) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      const free = this.limits.maxInFlight - this.inFlight;
      const share = Math.ceil(this.waiting.length / free);
      const batch = this.waiting.take(Math.min(share, this.limits.maxBatchSize));
      if (batch.length > 0) void this.answer(batch);
    });
  }

  private async answer(batch: readonly Call<Input, Answer>[]): Promise<void> {
    this.inFlight++;
    this.schedule();
    try {
      const inputs = batch.map(({ input }) => input);
      const answers = await this.run(inputs, { deadline: batch[0]?.deadline, locked: 'fail' });
      for (const [i, { resolve }] of batch.entries()) resolve(answers[i] as Answer);
    } catch (error) {
      this.part(batch, error);
    } finally {
      this.inFlight--;
      this.schedule();
    }
  }

  /** Runs the calls of a failed batch again alone, if only some of them may be at fault. */
  private part(batch: readonly Call<Input, Answer>[], error: unknown): void {
    const mixed = batch.length > 1 && (isRefused(error) || isAborted(error) || isCancelled(error));
    const least = performance.now() + LEAST_MS;
    const again = batch.filter(({ deadline }) => (mixed || isLockTimeout(error)) && deadline > least);
    for (const call of batch) if (!again.includes(call)) call.reject(error);
    if (again.length > 0) this.retries.add(again);
  }
}

/**
 * Makes a batcher of yes-or-no questions, for work in the background.
 * @param statement answers with the ids of those inputs for which it holds
 */
export function createCheckBatcher<Input>(
  database: Database,
  statement: Prepared<BatchAnswers<string>>,
  idOf: (input: Input) => string,
): Batcher<Input, boolean> {
  return new Batcher(async (inputs, terms) => {
    const ids = await database.runBatch(statement, inputs, terms);
    return inputs.map((input) => ids.includes(idOf(input)));
  }, BACKGROUND_LIMITS);
}
