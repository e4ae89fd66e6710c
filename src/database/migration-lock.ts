import { setTimeout as delay } from 'node:timers/promises';
import { MIGRATION_SETTINGS, type Queryable, toLocalStatements } from './session-settings.js';

/** Chosen freely. Every process that migrates this database takes the lock of this number. */
const MIGRATION_LOCK = 4_741_729;
const RETRY_MS = 250;
const SAY_EVERY_MS = 5_000;

/**
 * Runs `work` while this client holds the lock, which one process at a time has.
 * - The lock ends with the client's transaction, so it never stays behind in a pooler's session.
 * - A pooler's session is ended with it. It may have begun before the role had its settings.
 * - That transaction is idle meanwhile: no snapshot, no table. `create index concurrently` waits
 *   for both, so waiting for the lock inside PostgreSQL would stop it for ever.
 * - Says every 5 s that it waits for another process.
 * @param client one that nothing else uses
 */
export async function holdMigrationLock<T>(
  client: Queryable,
  log: (line: string) => void,
  isPooled: boolean,
  work: () => Promise<T>,
): Promise<T> {
  for (let sayAt = performance.now(); !(await tryLock(client)); await delay(RETRY_MS)) {
    if (performance.now() < sayAt) continue;
    log('another process migrates the database; waiting for it…');
    sayAt = performance.now() + SAY_EVERY_MS;
  }
  try {
    return await work();
  } finally {
    // A connection that is gone holds no lock.
    const end = isPooled ? 'select pg_terminate_backend(pg_backend_pid())' : 'rollback';
    await client.query(end).catch(() => undefined);
  }
}

/** Whether the lock was free. Then the client's transaction holds it. */
async function tryLock(client: Queryable): Promise<boolean> {
  await client.query('begin isolation level read committed');
  await client.query(toLocalStatements(MIGRATION_SETTINGS));
  const text = 'select pg_try_advisory_xact_lock($1) as free';
  const { rows } = await client.query<{ free: boolean }>(text, [MIGRATION_LOCK]);
  if (rows[0]?.free) return true;
  await client.query('rollback');
  return false;
}
