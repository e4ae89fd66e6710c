import type { Pool } from 'pg';
import { eventually } from './eventually.js';
import type { Answer, TestApp } from './test-app.js';

/** Sends `times` requests at once. */
export const atOnce = (send: (n: number) => Promise<Answer>, times = 20): Promise<Answer[]> =>
  Promise.all(Array.from({ length: times }, (_, n) => send(n)));

/** Counts the answers by status. */
export const statuses = (answers: readonly Answer[]): Record<number, number> => {
  const each = answers.map(({ status }) => status);
  return Object.fromEntries(each.map((status) => [status, each.filter((other) => other === status).length]));
};

/** Waits until `waiters` connections wait for a lock in the database, five seconds at most. */
export const waitingForLocks = (pool: Pool, waiters: number): Promise<number | null> =>
  eventually(
    async () => (await pool.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).rowCount,
    (waiting) => waiting !== null && waiting >= waiters,
  );

/**
 * Sends twenty requests at once that all need the rows which the statement `lock` locks.
 * - It holds the rows until `waiters` connections wait for them.
 * - So none of these requests has seen what another does.
 */
export async function heldUp(
  at: TestApp,
  [lock, values, waiters]: readonly [lock: string, values: unknown[], waiters: number],
  send: (n: number) => Promise<Answer>,
): Promise<Answer[]> {
  const holder = await at.pool.connect();
  try {
    await holder.query('begin');
    await holder.query(lock, values);
    const answers = atOnce(send);
    await waitingForLocks(at.pool, waiters);
    await holder.query('rollback');
    return await answers;
  } finally {
    holder.release(true);
  }
}
