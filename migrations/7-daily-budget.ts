import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the SMS of a day (UTC) cost, and what is reserved for those on their way.
 * - The hand-over reserves (`outbox_hand_over`). Everything that ends a hand-over settles by these
 *   triggers, whichever statement it is.
 * - `spent` is what `sent_messages` of the day cost. `unpriced` counts segments whose price is not
 *   known, also of SMS whose answer was lost: they may have been charged for.
 * - Reports about unknown SMS are found by number and time. Many of them do not slow the next one.
 * - A process of the release before may go on working: what it sends is counted when it is billed.
 */
export class DailyBudget1732233600007 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // Without a default, so that no row is written anew.
    await db.query('alter table notifications add column reserved numeric(12, 4)');
    // One row a day: one row is locked to reserve, and its cost does not grow with the day's SMS.
    await db.query(`
      create table sms_days (
        day       date           not null,
        spent     numeric(16, 4) not null default 0,
        reserved  numeric(16, 4) not null default 0,
        under_way integer        not null default 0,
        unpriced  integer        not null default 0,
        price     numeric(12, 4),
        warned_at timestamptz,
        constraint sms_days_pkey        primary key (day),
        constraint sms_days_price_check check (price > 0)
      )`);
    await this.settleReservations(db);
    await this.billMessages(db);
    // Serves a notification without a message id: finds reports to its number since it went out.
    await db.query('drop index delivery_reports_phone_idx');
    await db.query('create index delivery_reports_phone_idx on delivery_reports (phone, received_at)');
    // What was spent before, as far as the budget of today and the price of tomorrow ask for it.
    await db.query(`
      insert into sms_days (day, spent, unpriced, price)
      select (sent_at at time zone 'UTC')::date, coalesce(sum(cost), 0), coalesce(sum(segments) filter (where cost is null), 0),
             max(nullif(cost, 0) / segments)
      from sent_messages where sent_at >= now() - interval '7 days' group by 1`);
    await db.query(`
      insert into sms_days as d (day, unpriced)
      select (handed_over_at at time zone 'UTC')::date, sum(segments)
      from notifications where status = 'unknown' and handed_over_at >= now() - interval '7 days' group by 1
      on conflict (day) do update set unpriced = d.unpriced + excluded.unpriced`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop trigger notifications_reserved on notifications');
    await db.query('drop trigger sent_messages_billed on sent_messages');
    await db.query('drop trigger sent_messages_billed_anew on sent_messages');
    await db.query('drop function settle_reservations, bill_sms, bill_sms_anew');
    await db.query('drop table sms_days');
    await db.query('drop index delivery_reports_phone_idx');
    await db.query('create index delivery_reports_phone_idx on delivery_reports (phone)');
    await db.query('alter table notifications drop column reserved');
  }

  /**
   * An SMS that is not on its way any more is not reserved for. While its answer is lost, its
   * segments count without a price.
   */
  private async settleReservations(db: QueryRunner): Promise<void> {
    await db.query(`
      create function settle_reservations() returns trigger language plpgsql as $$
      begin
        update sms_days d
        -- The release before may hand over anew, without reserving, what this one had reserved for.
        set reserved = greatest(d.reserved - s.reserved, 0), under_way = greatest(d.under_way - s.under_way, 0),
            unpriced = d.unpriced + s.lost
        from (
          select (o.handed_over_at at time zone 'UTC')::date as day,
                 coalesce(sum(o.reserved) filter (where o.status = 'sending'), 0) as reserved,
                 count(o.reserved) filter (where o.status = 'sending') as under_way,
                 sum(case when n.status = 'unknown' then o.segments when o.status = 'unknown' then - o.segments else 0 end) as lost
          from before o join after n using (id)
          where o.handed_over_at is not null and n.status <> o.status
            -- One that is sent once more may have been charged for before.
            and (o.status = 'sending' or (o.status = 'unknown' and n.status <> 'queued'))
          group by 1
        ) s
        where d.day = s.day;
        return null;
      end $$`);
    await db.query(`
      create trigger notifications_reserved after update on notifications
      referencing old table as before new table as after
      for each statement execute function settle_reservations()`);
  }

  /** An SMS counts on the day it was sent. Migration 13 replaces this, and goes back to it. */
  async billMessages(db: QueryRunner): Promise<void> {
    await db.query(`
      create function bill_sms() returns trigger language plpgsql as $$
      begin
        insert into sms_days as d (day, spent, unpriced, price)
        select (sent_at at time zone 'UTC')::date, coalesce(sum(cost), 0), coalesce(sum(segments) filter (where cost is null), 0),
               max(nullif(cost, 0) / segments)
        from after group by 1 order by 1
        on conflict (day) do update
          set spent = d.spent + excluded.spent, unpriced = d.unpriced + excluded.unpriced, price = greatest(d.price, excluded.price);
        return null;
      end $$`);
    await db.query(`
      create trigger sent_messages_billed after insert on sent_messages referencing new table as after
      for each statement execute function bill_sms()`);
    await db.query(`
      create function bill_sms_anew() returns trigger language plpgsql as $$
      begin
        insert into sms_days as d (day, spent, unpriced, price)
        select (sent_at at time zone 'UTC')::date, coalesce(sum(sign * cost), 0),
               coalesce(sum(sign * segments) filter (where cost is null), 0), max(nullif(cost, 0) / segments)
        from (select 1 as sign, * from after union all select -1, * from before) m
        group by 1 order by 1
        on conflict (day) do update
          set spent = d.spent + excluded.spent, unpriced = d.unpriced + excluded.unpriced, price = greatest(d.price, excluded.price);
        return null;
      end $$`);
    await db.query(`
      create trigger sent_messages_billed_anew after update on sent_messages
      referencing old table as before new table as after
      for each statement execute function bill_sms_anew()`);
  }
}
