import type { Client } from 'pg';

/** The service's role, which is no superuser, and its database of the same name. */
export const OWN = 'agiza';

/** Key of the advisory lock under which one process at a time creates them. Any constant serves. */
const CREATE_LOCK = 4_741_731;

/** Creates the service's role and database if they are missing. */
export async function ensureOwnDatabase(superuser: Client, password: string): Promise<void> {
  const missing = async (query: string) => (await superuser.query(query, [OWN])).rowCount === 0;
  await superuser.query('select pg_advisory_lock($1)', [CREATE_LOCK]);
  if (await missing('select from pg_roles where rolname = $1')) {
    await superuser.query(`create role ${OWN} login password ${superuser.escapeLiteral(password)}`);
  }
  if (await missing('select from pg_database where datname = $1')) {
    // A connection to template1, such as psql's, would make this fail. template0 takes none.
    await superuser.query(`create database ${OWN} owner ${OWN} template template0`);
  }
  await superuser.query('select pg_advisory_unlock($1)', [CREATE_LOCK]);
}
