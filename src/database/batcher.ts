import type { Database } from './database.js';
import { isRefused } from './failures.js';
import type { BatchAnswers, Prepared } from './prepared.js';

/** How many asks one statement may carry, and how many statements may be under way at once. */
export interface BatchLimits {
  readonly asksMost: number;
  readonly inFlightMost: number;
}

/** Measured on two cores shared with PostgreSQL: past 64 asks the statement's own time grows as fast as what it saves, and a third one in flight only waits for the other two. */
const LIMITS: BatchLimits = { asksMost: 64, inFlightMost: 2 };

/** For work in the background, which leaves the other connections to requests. */
const ONE_STATEMENT: BatchLimits = { ...LIMITS, inFlightMost: 1 };

interface Waiting<Ask, Answer> {
  readonly ask: Ask;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Lets callers who ask at the same time share a statement. Nobody waits for a timer: what arrives in one turn of the event loop is shared out among
 * the statements that may be under way, and while they are the next asks gather. (All in one, the callers would stay one convoy, and this process and
 * PostgreSQL wait for each other in turn: a sixth fewer reads at 32 connections.) An answer is never older than its ask. A statement that PostgreSQL
 * refuses for its values is run again ask by ask, so that one bad ask fails alone.
 */
export class Batcher<Ask, Answer> {
  private waiting: Waiting<Ask, Answer>[] = [];
  private inFlight = 0;
  private scheduled = false;

  /** @param run answers all asks in one statement, in their order */
  constructor(
    private readonly run: (asks: readonly Ask[]) => Promise<readonly Answer[]>,
    private readonly limits: BatchLimits = LIMITS,
  ) {}

  load(ask: Ask): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ ask, resolve, reject });
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.scheduled || this.waiting.length === 0 || this.inFlight >= this.limits.inFlightMost) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      const free = this.limits.inFlightMost - this.inFlight;
      const share = Math.ceil(this.waiting.length / free);
      void this.answer(this.waiting.splice(0, Math.min(share, this.limits.asksMost)));
    });
  }

  private async answer(batch: readonly Waiting<Ask, Answer>[]): Promise<void> {
    this.inFlight++;
    this.schedule();
    try {
      const answers = await this.run(batch.map(({ ask }) => ask));
      for (const [i, { resolve }] of batch.entries()) resolve(answers[i] as Answer);
    } catch (error) {
      if (batch.length > 1 && isRefused(error)) await this.answerOneByOne(batch);
      else for (const { reject } of batch) reject(error);
    } finally {
      this.inFlight--;
      this.schedule();
    }
  }

  private async answerOneByOne(batch: readonly Waiting<Ask, Answer>[]): Promise<void> {
    for (const { ask, resolve, reject } of batch) {
      await this.run([ask]).then(([answer]) => resolve(answer as Answer), reject);
    }
  }
}

/** Gathers, for work in the background, the asks of a statement that answers with the ids of those it holds for; tells each whether it does. */
export function batchedCheck<Ask>(
  database: Database,
  statement: Prepared<BatchAnswers<string>>,
  idOf: (ask: Ask) => string,
): Batcher<Ask, boolean> {
  return new Batcher(async (asks) => {
    const ids = await database.runBatch(statement, asks);
    return asks.map((ask) => ids.includes(idOf(ask)));
  }, ONE_STATEMENT);
}
