import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseError } from './database.errors.js';
import { quote } from './server-checks.js';
import { findDifferences, type Queryable, SERVICE_SETTINGS, toSqlValue } from './session-settings.js';

/** Connections that may still be of the time before the settings. */
const RECONNECTS = 10;
const LOOK_MS = 50;
/** Name of a session that waits for the lock of migrations past the pooler. It has its settings. */
export const DIRECT_LOCK = 'agiza lock';
/** A statement ends within 4 s. */
const LOOKS_MOST = 100;

/** A connection through the pooler, and its end. */
export interface PooledClient extends Queryable {
  end(): Promise<void>;
}

/**
 * Keeps our settings on the role, for this database, because a pooler takes none of a session.
 * @param holder a client whose transaction is open. Its own session keeps what it had.
 * @throws DatabaseError when the settings do not reach new sessions all the same
 */
export async function keepSettingsOnRole(connect: () => Promise<PooledClient>, holder: Queryable): Promise<void> {
  if (await setOnRole(connect)) await endOlderSessions(holder);
}

/** Whether something had to be set. Then the sessions that are idle are ended. */
async function setOnRole(connect: () => Promise<PooledClient>): Promise<boolean> {
  for (let attempt = 0; attempt < RECONNECTS; attempt++) {
    const client = await connect();
    try {
      const missing = await findDifferences(client, SERVICE_SETTINGS);
      if (missing.length === 0) return attempt > 0;
      await client.query(await makeRoleStatements(client));
      // The session of this client is among them, so this fails.
      await client
        .query(`select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and usename = session_user and (state = 'idle' and application_name <> '${DIRECT_LOCK}' or pid = pg_backend_pid())`)
        .catch(() => undefined);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  const client = await connect();
  const missing = await findDifferences(client, SERVICE_SETTINGS).finally(() => client.end());
  if (missing.length === 0) return true;
  throw new DatabaseError(
    `The settings of the role do not reach its sessions through the pooler (${missing.join(', ')}): run RECONNECT in its console, and take them out of its own configuration.`,
  );
}

/**
 * Ends the sessions that began before now, since some may lack the settings. One that is busy is
 * waited for. One with an open transaction is another start's, which ends it by itself.
 */
async function endOlderSessions(holder: Queryable): Promise<void> {
  const { rows } = await holder.query<{ now: string }>('select clock_timestamp()::text as now');
  for (let looks = 0, busy = 1; busy > 0 && looks < LOOKS_MOST; looks++) {
    await delay(LOOK_MS);
    // Within a transaction PostgreSQL would show the activity of the first look again.
    await holder.query('select pg_stat_clear_snapshot()');
    const sessions = await holder.query(
      `select state = 'idle' and pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and usename = session_user and pid <> pg_backend_pid()
         and backend_start < $1 and state not like 'idle in transaction%'
         and application_name <> '${DIRECT_LOCK}'`,
      [rows[0]?.now],
    );
    busy = sessions.rows.length;
  }
}

async function makeRoleStatements(client: Queryable): Promise<string> {
  const { rows } = await client.query<{ role: string; database: string }>(
    'select session_user::text as role, current_database()::text as database',
  );
  const { role = '', database = '' } = rows[0] ?? {};
  return Object.entries(SERVICE_SETTINGS)
    .map(
      ([name, value]) =>
        `alter role ${quote(role)} in database ${quote(database)} set ${name} = ${toSqlValue(name, value)}`,
    )
    .join('; ');
}

/**
 * Holds that statements prepared by name reach the session that has them.
 * Two clients give different statements one name, by turns. Without a pooler that knows names, the
 * second finds the first one's, or none.
 * @throws DatabaseError when they do not
 */
export async function checkPreparing(connect: () => Promise<PooledClient>): Promise<void> {
  const clients = [await connect(), await connect()];
  try {
    for (const turn of [0, 1, 0, 1, 0, 1]) {
      const probe = { name: 'agiza_probe', text: `select ${turn} as turn` };
      const { rows } = await (clients[turn] as PooledClient).query<{ turn: number }>(probe as unknown as string);
      if (rows[0]?.turn !== turn) throw Object.assign(new Error('another statement'), { code: '26000' });
    }
  } catch (error) {
    // Duplicate, or invalid, name of a prepared statement.
    if (!['42P05', '26000'].includes((error as { code?: string }).code ?? '')) throw error;
    throw new DatabaseError(
      'This pooler keeps no prepared statements: set DATABASE_PREPARE=off, or use PgBouncer 1.21 or newer with max_prepared_statements above 0.',
    );
  } finally {
    for (const client of clients) await client.end();
  }
}
