import { describeConnection, makeClient, nameServer, socketOf } from '../connection.js';
import { DatabaseError } from '../database.errors.js';
import { type DatabaseOptions, POOLER_SETTINGS, type ReplicaOptions, SERVICE_SETTINGS } from '../session-settings.js';
import { explainStartFault, mayComeUp, nameReason } from '../start-faults.js';
import { findReplicaUrl } from './replica-pool.js';
import { type StandbyFacts, standbyFactsSql } from './wal-position.js';

const CONNECT_MS = 2_000;

/**
 * Holds that the replica has this very database.
 * - One that is away is no fault: reads go to the primary until it is back.
 * - Nor is one that is no standby. It may have been promoted, and a restart must not fail then.
 * @param url of the primary, with its password
 * @param log takes a line about a replica that cannot be used yet
 * @throws DatabaseError with one sentence when it is another cluster or database, or refuses the
 *   login
 */
export async function checkReplica(
  url: string,
  options: DatabaseOptions & ReplicaOptions,
  log: (line: string) => void,
): Promise<void> {
  const replicaUrl = findReplicaUrl(options);
  if (replicaUrl === null) return;
  let facts: StandbyFacts;
  try {
    facts = await readFacts(replicaUrl, options);
  } catch (error) {
    if (!mayComeUp(error)) throw nameReplicaUrl(explainStartFault(error, replicaUrl));
    log(`the replica at ${nameServer(replicaUrl)} does not answer (${nameReason(error)}); reads go to the primary`);
    return;
  }
  const primary = await readFacts(url, options).catch((error) => {
    throw explainStartFault(error, url);
  });
  if (facts.identity !== primary.identity)
    throw new DatabaseError(
      'DATABASE_REPLICA_URL leads to another database than DATABASE_URL: name the same database at a standby of the same cluster.',
    );
  if (!facts.standby)
    log(
      `the PostgreSQL at ${nameServer(replicaUrl)} is no standby, so reads go to the primary: name a standby in DATABASE_REPLICA_URL`,
    );
}

async function readFacts(url: string, { DATABASE_POOLER }: DatabaseOptions): Promise<StandbyFacts> {
  const startup = DATABASE_POOLER === 'on' ? POOLER_SETTINGS : SERVICE_SETTINGS;
  const client = makeClient({
    ...describeConnection(url, 'agiza check', startup),
    connectionTimeoutMillis: CONNECT_MS,
  });
  try {
    await client.connect();
    return (await client.query<StandbyFacts>(standbyFactsSql)).rows[0] as StandbyFacts;
  } finally {
    // Its end would wait for a server that may be none.
    socketOf(client).destroy();
  }
}

/** The fault as a sentence that names the variable of that URL. */
function nameReplicaUrl(fault: unknown): unknown {
  if (!(fault instanceof DatabaseError)) return fault;
  const message = fault.message
    .replaceAll(/(?<!_)DATABASE_URL/g, 'DATABASE_REPLICA_URL')
    .replaceAll(/(?<!_)DATABASE_PASSWORD/g, 'DATABASE_REPLICA_PASSWORD');
  return new DatabaseError(message);
}
