import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseError } from './database.errors.js';
import { migrate } from './migrate.js';
import type { DatabaseOptions } from './session-settings.js';

const PATIENCE_MS = 30_000;
const RETRY_MS = 1_000;

/**
 * Like {@link migrate}, for a start whose role may own nothing.
 * Then another process migrates, perhaps at the same time: this waits 30 s for it.
 * @throws DatabaseError as migrate does, or when the schema is still behind this release
 */
export async function migrateOrWait(
  url: string,
  log: (line: string) => void,
  options: DatabaseOptions,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (let saidSo = false; ; await delay(RETRY_MS)) {
    try {
      return await migrate(url, log, options);
    } catch (error) {
      const mayPass = error instanceof DatabaseError && error.awaitsMigration;
      if (!mayPass || performance.now() + RETRY_MS > deadline) throw error;
      if (!saidSo) log('the schema is behind this release; waiting for "npm run migrate"…');
      saidSo = true;
    }
  }
}
