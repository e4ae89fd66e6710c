import type { Answer, TestApp } from './test-app.js';
import { waitForLocks } from './waiting.js';

/** Sends `times` requests at once. */
export const sendAtOnce = (send: (n: number) => Promise<Answer>, times = 20): Promise<Answer[]> =>
  Promise.all(Array.from({ length: times }, (_, n) => send(n)));

/** Counts the answers by status. */
export const countByStatus = (answers: readonly Answer[]): Record<number, number> => {
  const each = answers.map(({ status }) => status);
  return Object.fromEntries(each.map((status) => [status, each.filter((other) => other === status).length]));
};

/**
 * Sends twenty requests at once that all need the rows which the statement `lock` locks.
 * - It holds the rows until `waiters` connections wait for them.
 * - So none of these requests has seen what another does.
 */
export async function sendWhileLocked(
  at: TestApp,
  [lock, values, waiters]: readonly [lock: string, values: unknown[], waiters: number],
  send: (n: number) => Promise<Answer>,
): Promise<Answer[]> {
  const holder = await at.pool.connect();
  try {
    await holder.query('begin');
    await holder.query(lock, values);
    const answers = sendAtOnce(send);
    await waitForLocks(at.pool, waiters);
    await holder.query('rollback');
    return await answers;
  } finally {
    holder.release(true);
  }
}
