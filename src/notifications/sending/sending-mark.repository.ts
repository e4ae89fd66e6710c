import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { lacksPermission } from '../../database/failures.js';
import { Prepared } from '../../database/prepared.js';

/** Rows that one statement holds, releases or drops: it takes well under 4 s. */
const BATCH = 5_000;

/** Why a notification is held. People find held notifications by it, and so do statements. */
export const HELD = 'the database was restored from a backup: it may have gone out before';

/** What the database knows of how far sending has come. Bigint is text. */
export interface SendingMarkRow {
  readonly database_id: string;
  readonly claims: string;
  /** Now, by the database's clock: ISO 8601 in UTC with microseconds. */
  readonly now: string;
  /** Where workers found the database before, and where it is now; null where that is hidden. */
  readonly first_server: string | null;
  readonly server: string | null;
}

/** A database gets its id from its oldest notification. So backups from before have the same. */
const name = new Prepared<object>(
  'sending_mark_name',
  `update sending_mark
   set database_id = coalesce((select id from notifications order by id limit 1), gen_random_uuid()), server = $1
   where database_id is null`,
);

const read = new Prepared<SendingMarkRow>(
  'sending_mark_read',
  `select database_id, claims, to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now,
          server as first_server, $1 as server
   from sending_mark where database_id is not null`,
);

const whereabouts = new Prepared<{ server: string }>(
  'sending_mark_server',
  `select (select system_identifier from pg_control_system()) || '/' || oid as server
   from pg_database where datname = current_database()`,
);

const holdQueued = new Prepared<{ id: string }>(
  'sending_mark_hold_queued',
  `update notifications set status = 'unknown', reason = $2, changed_by = null
   where id = any(array(select id from notifications where status = 'queued' and created_at <= $1 limit ${BATCH} for update))
   returning id`,
);

/** The claim is kept: what the carrier answered to it may still be in a worker's folder. */
const holdSending = new Prepared<{ id: string }>(
  'sending_mark_hold_sending',
  `update notifications set status = 'unknown', reason = $2, changed_by = null, leased_until = null
   where id = any(array(select id from notifications where status = 'sending' and created_at <= $1 limit ${BATCH} for update))
   returning id`,
);

const raise = new Prepared<object>(
  'sending_mark_raise',
  'update sending_mark set claims = greatest(claims, $1::bigint) + 1, server = $2',
);

const countHeld = new Prepared<{ held: number }>(
  'sending_mark_count_held',
  `select count(*)::int as held from notifications where status = 'unknown' and reason = $1 and phone is not null`,
);

const release = new Prepared<{ id: string }>(
  'sending_mark_release',
  `update notifications
   set status = 'queued', attempts = 0, due_at = now(), claim = null, handed_over_at = null, changed_by = null,
       reason = 'released after a restore'
   where id = any(array(select id from notifications
                        where status = 'unknown' and reason = $1 and phone is not null limit ${BATCH} for update))
   returning id`,
);

const drop = new Prepared<{ id: string }>(
  'sending_mark_drop',
  `update notifications
   set status = 'failed', changed_by = null, reason = 'dropped after a restore: it may have gone out before'
   where id = any(array(select id from notifications where status = 'unknown' and reason = $1 limit ${BATCH} for update))
   returning id`,
);

/** How far sending has come, and what is held since the database was restored. */
@Injectable()
export class SendingMarkRepository {
  /** Where the database is; undefined before it was asked. */
  private server: string | null | undefined;

  constructor(private readonly database: Database) {}

  /** Gives the database an id if it has none. One row of `sending_mark`. */
  async read(): Promise<SendingMarkRow> {
    const server = await this.findServer();
    const [row] = await this.database.run(read, [server]);
    if (row !== undefined) return row;
    await this.database.run(name, [server]);
    return this.read();
  }

  /**
   * Holds the notifications that were queued, or on their way, at `seenAt` or before.
   * Gives how many. Walks `notifications_due_at_idx` and `notifications_leased_until_idx`.
   */
  async hold(seenAt: string): Promise<number> {
    const queued = await this.change(holdQueued, [seenAt, HELD]);
    return queued + (await this.change(holdSending, [seenAt, HELD]));
  }

  /** Lets workers claim again that have seen `claims` claims. */
  async raise(claims: number): Promise<void> {
    await this.database.run(raise, [claims, await this.findServer()]);
  }

  /** How many notifications are held. By `notifications_status_idx`. */
  async countHeld(): Promise<number> {
    const [row] = await this.database.run(countHeld, [HELD]);
    return row?.held ?? 0;
  }

  /** Queues what is held. Gives how many. By `notifications_status_idx`. */
  release(): Promise<number> {
    return this.change(release, [HELD]);
  }

  /** Ends what is held without sending it. Gives how many. By `notifications_status_idx`. */
  drop(): Promise<number> {
    return this.change(drop, [HELD]);
  }

  private async change(statement: Prepared<{ id: string }>, values: readonly unknown[]): Promise<number> {
    for (let changed = 0; ; ) {
      const rows = await this.database.run(statement, values);
      changed += rows.length;
      if (rows.length < BATCH) return changed;
    }
  }

  /** Some hosts of PostgreSQL hide it. Then it is null. */
  private async findServer(): Promise<string | null> {
    if (this.server === undefined) {
      const rows = await this.database.run(whereabouts, []).catch((error) => {
        if (lacksPermission(error)) return [];
        throw error;
      });
      this.server = rows[0]?.server ?? null;
    }
    return this.server;
  }
}
