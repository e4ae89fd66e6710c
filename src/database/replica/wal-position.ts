import { DatabaseError } from '../database.errors.js';
import { Prepared } from '../prepared.js';

/** How far a cluster's log was written, or replayed. Each fail-over begins a new timeline. */
export interface WalPosition {
  readonly timeline: number;
  /** Bytes, as PostgreSQL writes them: `16/B374D848`. */
  readonly lsn: string;
}

/**
 * The primary's position, by which every commit that a client was told of lies.
 * With `synchronous_commit = off` a client is told before the log is flushed.
 */
export const primaryPosition = new Prepared<WalPosition>(
  'wal_position',
  `select (case current_setting('synchronous_commit')
             when 'off' then pg_current_wal_insert_lsn() else pg_current_wal_flush_lsn() end)::text as lsn,
          ('x' || left(pg_walfile_name(pg_current_wal_flush_lsn()), 8))::bit(32)::int as timeline`,
);

/**
 * The newest timeline that a standby is known to follow. After a fail-over a standby may have log
 * that the new primary never had, and then its position alone says nothing.
 * - The control file names it from the next restart point on: 5 minutes with usual settings.
 * - A role with `pg_read_all_stats` sees what is received, so at once. Others see null there.
 */
const followedTimelineSql = `
  (select greatest(c.timeline_id, r.min_recovery_end_timeline, (select received_tli from pg_stat_wal_receiver))
   from pg_control_checkpoint() c, pg_control_recovery() r)`;

/** What a server says of itself as a standby. */
export interface StandbyFacts extends WalPosition {
  /** Of the cluster and of the database in it: the same at the primary and at each standby. */
  readonly identity: string;
  readonly standby: boolean;
}

/** A server that is no standby has replayed nothing. */
export const standbyFactsSql = `
  select (select system_identifier from pg_control_system()) || '/' || d.oid as identity,
    pg_is_in_recovery() as standby,
    coalesce(pg_last_wal_replay_lsn(), '0/0')::text as lsn, ${followedTimelineSql} as timeline
  from pg_database d where d.datname = current_database()`;

/**
 * Begins a transaction on a standby, and tells in its second statement whether it has replayed the
 * log up to `position`. What reads after that sees all that was committed there.
 */
export function beginAtSql({ lsn, timeline }: WalPosition): string {
  // PostgreSQL wrote it. It goes into a message that takes no values.
  if (!/^[0-9A-F]+\/[0-9A-F]+$/.test(lsn)) throw new DatabaseError(`"${lsn}" is no position in a log.`);
  return `begin read only;
    select pg_is_in_recovery() and pg_last_wal_replay_lsn() >= '${lsn}' and ${followedTimelineSql} >= ${timeline} as reached`;
}

/** The number of bytes that a position of a log stands for. */
export function toBytes(lsn: string): bigint {
  const [high, low] = lsn.split('/');
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}
