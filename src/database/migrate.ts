import type { Way } from './connection.js';
import { DatabaseError } from './database.errors.js';
import { connectWhenUp, type Patience } from './first-connection.js';
import { holdMigrationLock } from './migration-lock.js';
import { findMissing, runMigrations } from './missing-migrations.js';
import { checkPreparing, DIRECT_LOCK, keepSettingsOnRole } from './pooler.js';
import { checkServer, checkSettings } from './server-checks.js';
import { explainOpenTrail, grantServiceRights, leadsElsewhere } from './service-role.js';
import {
  type DatabaseOptions,
  MIGRATION_SETTINGS,
  POOLER_SETTINGS,
  type Queryable,
  SERVICE_SETTINGS,
} from './session-settings.js';
import { explainStartFault, findPasswordVariable } from './start-faults.js';
import { checkTableRights } from './table-rights.js';

const PATIENCE_MS = 30_000;

const DIRECT: DatabaseOptions = { DATABASE_POOL_SIZE: 10, DATABASE_POOLER: 'off', DATABASE_PREPARE: 'on' };

/**
 * Checks the database, and brings the schema up to date, one process at a time.
 * - With MIGRATION_DATABASE_URL its role does so, and grants the service's role what it needs.
 * - A start after a migration that failed goes on where that one stopped.
 * - Waits up to 30 s for a database that is still starting.
 * @throws DatabaseError with one sentence when the database stays away, refuses the login, or
 *   cannot be used
 */
export async function migrate(
  url: string,
  log: (line: string) => void,
  options: DatabaseOptions = DIRECT,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const pooled = options.DATABASE_POOLER === 'on';
  const acceptsNewer = options.DATABASE_SCHEMA_NEWER === 'on';
  const patience = { log, patienceMs };
  const passwordIn = findPasswordVariable(options);
  const connect = () =>
    connectWhenUp({ url, startup: pooled ? POOLER_SETTINGS : SERVICE_SETTINGS, passwordIn }, patience);
  const client = await connect();
  try {
    await checkServer(client, options);
    if (!pooled) await checkSettings(client);
    const way = findWay(url, options);
    await migrateUnderLock(way, patience, {
      acceptsNewer,
      before: async (lock) => {
        if (pooled) await keepSettingsOnRole(connect, lock);
      },
      after: async () => {
        if (options.MIGRATION_DATABASE_URL !== undefined) await grantServiceRights(client, way, patience);
      },
    }).catch((error) => {
      throw options.MIGRATION_DATABASE_URL === undefined
        ? error
        : nameMigrationUrl(error, options.MIGRATION_DATABASE_URL);
    });
    if (options.MIGRATION_DATABASE_URL !== undefined && (await findMissing(client, acceptsNewer)).length > 0)
      throw leadsElsewhere();
    await checkTableRights(client);
    const openTrail = await explainOpenTrail(client);
    if (openTrail !== null) log(openTrail);
    if (pooled && options.DATABASE_PREPARE === 'on') await checkPreparing(connect);
  } catch (error) {
    throw explainStartFault(error, url, passwordIn);
  } finally {
    await client.end();
  }
}

/** The way of migrations: past the pooler where there is such a way. */
function findWay(url: string, options: DatabaseOptions): Way {
  const { DATABASE_POOLER, MIGRATION_DATABASE_URL } = options;
  if (MIGRATION_DATABASE_URL !== undefined) return { url: MIGRATION_DATABASE_URL, startup: MIGRATION_SETTINGS };
  const startup = DATABASE_POOLER === 'on' ? POOLER_SETTINGS : MIGRATION_SETTINGS;
  return { url, startup, passwordIn: findPasswordVariable(options) };
}

/** What is done under the lock, before and after the migrations. */
interface Steps {
  readonly acceptsNewer: boolean;
  readonly before: (lock: Queryable) => Promise<void>;
  readonly after: () => Promise<void>;
}

async function migrateUnderLock(way: Way, patience: Patience, { acceptsNewer, before, after }: Steps): Promise<void> {
  const isPooled = way.startup === POOLER_SETTINGS;
  const lock = await connectWhenUp(way, patience, isPooled ? undefined : DIRECT_LOCK);
  try {
    await holdMigrationLock(lock, patience.log, isPooled, async () => {
      await before(lock);
      const missing = await findMissing(lock, acceptsNewer);
      if (missing.length > 0) await runMigrations(way, missing, patience.log);
      await after();
    });
  } finally {
    await lock.end();
  }
}

/** The fault as a sentence that names the variable of that URL. */
function nameMigrationUrl(error: unknown, url: string): unknown {
  const fault = explainStartFault(error, url);
  if (!(fault instanceof DatabaseError) || fault.message.startsWith('MIGRATION_')) return fault;
  const message = fault.message.replaceAll(/(?<!_)DATABASE_URL/g, 'MIGRATION_DATABASE_URL');
  return new DatabaseError(message.replace(', or set DATABASE_PASSWORD', ''));
}
