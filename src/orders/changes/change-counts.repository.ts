import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { Prepared } from '../../database/prepared.js';

/** How often orders and notifications were changed, by the sequences of their rows and events. */
export interface ChangeCounts {
  /** Digits. It differs after each new order, and after each change of one. */
  readonly orders: string;
  /** Digits. It differs after each new order, and after each change of a notification. */
  readonly notifications: string;
  /** Every transaction below this number was over when it was read; digits. */
  readonly over: string;
  /** Its own transaction's number: every change that it counts is of a lower one. Digits. */
  readonly own: string;
  /** Whether every lower transaction was over, so that readers find all that is counted. */
  readonly settled: boolean;
}

/**
 * A sequence counts before its transaction commits, and counts what is rolled back too.
 * A new order also queues a notification, which has no event yet.
 * The snapshot lacks the newest transactions that run. So the statement takes a number of its own.
 */
const changeCounts = new Prepared<ChangeCounts>(
  'change_counts',
  `select (o.last_value + o.is_called::int + e.last_value + e.is_called::int)::text as orders,
          (o.last_value + o.is_called::int + n.last_value + n.is_called::int)::text as notifications,
          pg_snapshot_xmin(pg_current_snapshot())::text as over, t.own::text as own,
          pg_snapshot_xmin(pg_current_snapshot()) = t.own as settled
   from orders_number_seq o, order_events_id_seq e, notification_events_id_seq n, pg_current_xact_id() t (own)`,
);

/**
 * Tells whether anything changed, at any process.
 * - It reads three sequences, a row each, and no table. So its cost does not grow, and it needs no
 *   index.
 * - It is read at the primary: a standby is told of a sequence 32 numbers at a time.
 */
@Injectable()
export class ChangeCountsRepository {
  constructor(private readonly database: Database) {}

  /** @throws what the database says */
  async read(): Promise<ChangeCounts> {
    const [row] = await this.database.run(changeCounts, [], { lane: 'reading' });
    if (row === undefined) throw new Error('the sequences have no rows');
    return row;
  }
}
