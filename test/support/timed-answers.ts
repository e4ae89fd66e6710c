import type { Answer } from './test-app.js';

/** An answer, and the time that it took. */
export interface TimedAnswer extends Answer {
  readonly ms: number;
}

/** Waits for an answer and takes its time. */
export async function timed(answer: Promise<Answer>): Promise<TimedAnswer> {
  const began = performance.now();
  return { ...(await answer), ms: performance.now() - began };
}

/** The longest time of the answers, in ms. */
export const slowest = (answers: readonly TimedAnswer[]): number => Math.max(...answers.map(({ ms }) => ms));
