import { Pool, type PoolConfig } from 'pg';
import { addPassword } from '../../config/database-rules.js';
import { nameServer } from '../connection.js';
import { describePool } from '../data-source.js';
import type { DatabaseOptions, ReplicaOptions } from '../session-settings.js';
import { Replica } from './replica.js';

/** A read that waits for a connection has to go to the primary within its time. */
const CONNECT_MS = 700;

/** The URL of the replica with its password; null where none is configured or none is needed. */
export function findReplicaUrl({
  DATABASE_REPLICA_URL,
  DATABASE_REPLICA_PASSWORD,
  ROLE,
}: ReplicaOptions): string | null {
  if (DATABASE_REPLICA_URL === undefined || ROLE === 'worker') return null;
  return DATABASE_REPLICA_PASSWORD === undefined
    ? DATABASE_REPLICA_URL
    : addPassword(DATABASE_REPLICA_URL, DATABASE_REPLICA_PASSWORD);
}

/**
 * The replica that is configured, with as many connections as the primary; null where there is
 * none. It connects at the first use.
 */
export function openReplica(options: DatabaseOptions & ReplicaOptions): Replica | null {
  const url = findReplicaUrl(options);
  if (url === null) return null;
  const config: object = describePool(url, options);
  const limits: PoolConfig = { max: options.DATABASE_POOL_SIZE, connectionTimeoutMillis: CONNECT_MS };
  // An idle connection that is lost is no news: the watch says when the replica is away.
  const pool = new Pool({ ...config, ...limits }).on('error', () => undefined);
  return new Replica(nameServer(url), pool);
}
