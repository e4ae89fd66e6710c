import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Prepared } from '../database/prepared.js';

/** Ids of notifications begin with the time in ms, so a month is a range of them. */
const dropOld = new Prepared<{ id: string }>(
  'notification_events_drop',
  `with kept as materialized (
     select since, (lpad(to_hex(greatest(extract(epoch from since) * 1000, 0)::bigint), 12, '0') || repeat('0', 20))::uuid as first_id
     from (select date_trunc('month', now(), 'UTC') - make_interval(months => $1) as since) months
   ),
   -- An old notification that was sent again since keeps what happened since.
   old as materialized (
     select notification_id, id from notification_events
     where notification_id < (select first_id from kept) and at < (select since from kept)
     order by notification_id, id limit 10000
   )
   delete from notification_events e using old
   where e.notification_id = old.notification_id and e.id = old.id
   returning e.id`,
);

/** What happened to notifications, as a trigger writes it down. */
@Injectable()
export class NotificationEventsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Drops up to 10,000 events of whole months (UTC), and gives their number.
   * By `notification_events_pkey`.
   * @param months that are kept beside the one under way
   */
  async dropOld(months: number): Promise<number> {
    return (await this.database.run(dropOld, [months])).length;
  }
}
