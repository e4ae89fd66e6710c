import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { Deadline } from './deadlines.js';

/**
 * Looks every 20 ms until `isSo`, and gives what it saw.
 * After `ms`, or longer on a busy machine, it gives the last look, so an expectation can fail on it.
 */
export async function waitFor<T>(look: () => Promise<T> | T, isSo: (seen: T) => boolean, ms = 5_000): Promise<T> {
  for (const deadline = new Deadline(ms); ; await delay(20)) {
    const seen = await look();
    if (isSo(seen) || deadline.isOver) return seen;
  }
}

/** Waits until `waiters` connections wait for a lock in the database, five seconds at most. */
export const waitForLocks = (pool: Pool, waiters: number): Promise<number | null> =>
  waitFor(
    async () =>
      (await pool.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`))
        .rowCount,
    (waiting) => waiting !== null && waiting >= waiters,
  );
