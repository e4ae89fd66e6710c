import type { Shares } from './shares.js';

/**
 * Time in ms for a statement or a transaction of a request, with all its waiting.
 * A request is answered within 5 s, so that this, {@link WORD_MS} and the way back must fit.
 */
export const ANSWER_MS = 3_200;

/** The longest wait in ms for a connection, and of a call for its batch. */
export const WAIT_MS = 2_000;

/** Time in ms in which PostgreSQL says what became of a statement that we cancelled. */
export const WORD_MS = 300;

/** Statements below this time in ms are not begun: they could not end in time. */
export const LEAST_MS = 50;

/** How long a statement may take, and whose connections it takes. */
export interface Terms {
  /** The share of the connections; `short` if absent. */
  readonly lane?: keyof Shares;
  /**
   * When the statement is cancelled, by `performance.now()`. If absent, {@link ANSWER_MS} from now,
   * or as much later as `waitMs` is longer.
   */
  readonly deadline?: number;
  /** How long it may wait for a connection, in ms; {@link WAIT_MS} if absent. */
  readonly waitMs?: number;
  /**
   * Whether a replica may answer: it is a read, and no write depends on its answer.
   * It sees all that was committed when it began, wherever it is answered.
   */
  readonly replica?: boolean;
  /**
   * What a lock that is not free in time means.
   * - `again` (if absent): the statement begins again, until its deadline.
   * - `fail`: the statement fails.
   * - A number: the statement fails after that many ms.
   */
  readonly locked?: 'again' | 'fail' | number;
}

/**
 * Of a batch of a whole list. A list that was begun is finished, so it waits longer for its turn.
 * A reader without progress for 30 s is cut off.
 */
export const STREAMING: Terms = { lane: 'streaming', waitMs: 25_000, replica: true };

/** When a statement that begins now is to end, by `performance.now()`. */
export const deadlineOf = ({ deadline, waitMs = WAIT_MS }: Terms): number =>
  deadline ?? inMs(ANSWER_MS - WAIT_MS + waitMs);

/** The time in so many ms, by `performance.now()`. */
export const inMs = (ms: number): number => performance.now() + ms;
