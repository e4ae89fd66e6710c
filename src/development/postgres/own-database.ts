import { Client } from 'pg';

/** The service's role, which is no superuser, and the database of the same name. */
export const OWN = 'agiza';

/** The role that migrates. It owns the database and its tables, so that the service's does not. */
export const OWNER = 'agiza_owner';

/** Key of the advisory lock under which one process at a time creates them. Any constant serves. */
const CREATE_LOCK = 4_741_731;

/** The passwords of the two roles. */
export interface OwnPasswords {
  readonly service: string;
  readonly owner: string;
}

/**
 * Creates both roles and the database if they are missing.
 * A database of a release that had the one role goes over to the owner.
 * @param superuser in another database of the server
 * @param ownUrl how the superuser reaches our database
 */
export async function ensureOwnDatabase(superuser: Client, ownUrl: string, passwords: OwnPasswords): Promise<void> {
  await superuser.query('select pg_advisory_lock($1)', [CREATE_LOCK]);
  try {
    await ensureRole(superuser, OWN, passwords.service);
    await ensureRole(superuser, OWNER, passwords.owner);
    const text = 'select pg_get_userbyid(datdba) as owner from pg_database where datname = $1';
    const [database] = (await superuser.query<{ owner: string }>(text, [OWN])).rows;
    // A connection to template1, such as psql's, would make this fail. template0 takes none.
    if (database === undefined) await superuser.query(`create database ${OWN} owner ${OWNER} template template0`);
    else if (database.owner === OWN) await handOver(ownUrl);
  } finally {
    await superuser.query('select pg_advisory_unlock($1)', [CREATE_LOCK]);
  }
}

async function ensureRole(superuser: Client, name: string, password: string): Promise<void> {
  const { rowCount } = await superuser.query('select from pg_roles where rolname = $1', [name]);
  if (rowCount === 0) await superuser.query(`create role ${name} login password ${superuser.escapeLiteral(password)}`);
}

/** One transaction, so that a process of the release before goes on working meanwhile. */
async function handOver(ownUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownUrl });
  await client.connect();
  try {
    await client.query(`
      reassign owned by ${OWN} to ${OWNER};
      grant select, insert, update, delete on all tables in schema public to ${OWN}`);
  } finally {
    await client.end();
  }
}
