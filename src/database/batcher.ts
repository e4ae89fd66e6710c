import type { Database } from './database.js';
import { isRefused } from './failures.js';
import type { BatchAnswers, Prepared } from './prepared.js';

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

interface Waiting<Input, Answer> {
  readonly input: Input;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Lets simultaneous calls share a statement, as DataLoader does.
 * - No call waits for a timer. Calls of one turn of the event loop are divided among the statements
 *   that may run. Calls that come while these run make the next batches.
 * - Two batches in flight. With one, Node idles while PostgreSQL works and vice versa (−17 % reads
 *   at 32 connections).
 * - An answer is never older than its call.
 * - When PostgreSQL refuses a batch for its values, each call runs again alone. So a refused value
 *   fails its own call only.
 */
export class Batcher<Input, Answer> {
  private waiting: Waiting<Input, Answer>[] = [];
  private inFlight = 0;
  private scheduled = false;

  /** @param run answers all inputs in one statement, in their order */
  constructor(
    private readonly run: (inputs: readonly Input[]) => Promise<readonly Answer[]>,
    private readonly limits: BatchLimits = LIMITS,
  ) {}

  /** The answer to one input. @throws what `run` throws */
  load(input: Input): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ input, resolve, reject });
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
      void this.answer(this.waiting.splice(0, Math.min(share, this.limits.maxBatchSize)));
    });
  }

  private async answer(batch: readonly Waiting<Input, Answer>[]): Promise<void> {
    this.inFlight++;
    this.schedule();
    try {
      const answers = await this.run(batch.map(({ input }) => input));
      for (const [i, { resolve }] of batch.entries()) resolve(answers[i] as Answer);
    } catch (error) {
      if (batch.length > 1 && isRefused(error)) await this.answerOneByOne(batch);
      else for (const { reject } of batch) reject(error);
    } finally {
      this.inFlight--;
      this.schedule();
    }
  }

  private async answerOneByOne(batch: readonly Waiting<Input, Answer>[]): Promise<void> {
    for (const { input, resolve, reject } of batch) {
      await this.run([input]).then(([answer]) => resolve(answer as Answer), reject);
    }
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
  return new Batcher(async (inputs) => {
    const ids = await database.runBatch(statement, inputs);
    return inputs.map((input) => ids.includes(idOf(input)));
  }, BACKGROUND_LIMITS);
}
