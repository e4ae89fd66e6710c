import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sums of notifications and SMS, so that a summary of many days reads few rows.
 * - A sum is of a quarter of an hour. A day of any time zone in use is made of whole ones, so the
 *   sums hold for every zone.
 * - A scheduled task sums what is six hours old and older. A summary counts what is newer.
 * - What changes later is written down as a difference, which summaries add. No row of a sum is
 *   locked for it. The task adds the differences to the sums.
 * - Placing and sending write nothing here: the conditions of the triggers leave new rows out.
 */
export class SummarySums1732233600012 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // The time at which the quarter of an hour began.
    await db.query(`
      create function quarter_hour(at timestamptz) returns timestamptz language sql immutable as $$
        select date_bin('15 minutes', at, '2000-01-01 00:00:00+00')
      $$`);
    // Notifications in a status; or, without a status, SMS with prices in a currency.
    await db.query(`
      create table summary_sums (
        began_at timestamptz not null,
        status   text,
        currency text,
        entries  integer     not null,
        segments integer     not null,
        cost     numeric     not null,
        constraint summary_sums_key unique nulls not distinct (began_at, status, currency)
      )`);
    // Differences to the sums, and to sums that are not made yet. The task keeps them few.
    await db.query(`
      create table summary_changes (
        began_at timestamptz not null,
        status   text,
        currency text,
        entries  integer     not null,
        segments integer     not null,
        cost     numeric     not null
      )`);
    // One row: until when there are sums, and until when they are being made.
    // They are made once every transaction before closing_xid has ended. One of them may have
    // changed a row while that was new, without writing the difference down.
    await db.query(`
      create table summary_mark (
        only_row      boolean     not null default true,
        summed_until  timestamptz not null default '-infinity',
        closing_until timestamptz,
        closing_xid   xid8,
        constraint summary_mark_pkey          primary key (only_row),
        constraint summary_mark_only_check    check (only_row),
        constraint summary_mark_closing_check check ((closing_until is null) = (closing_xid is null))
      )`);
    await db.query('insert into summary_mark default values');
    await this.noteNotifications(db);
    await this.noteMessages(db);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of ['notifications', 'sent_messages'])
      for (const what of ['added', 'changed', 'removed'])
        await db.query(`drop trigger ${table}_${what}_late on ${table}`);
    await db.query('drop function note_late_notification, note_late_message');
    await db.query('drop table summary_mark, summary_changes, summary_sums');
    await db.query('drop function quarter_hour');
  }

  /** Writes down what happens to notifications that are an hour old or older. */
  private async noteNotifications(db: QueryRunner): Promise<void> {
    await db.query(`
      create function note_late_notification() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'INSERT' then
          insert into summary_changes values (quarter_hour(old.created_at), old.status, null, -1, 0, 0);
        end if;
        if tg_op <> 'DELETE' then
          insert into summary_changes values (quarter_hour(new.created_at), new.status, null, 1, 0, 0);
        end if;
        return null;
      end $$`);
    await db.query(`
      create trigger notifications_added_late after insert on notifications
      for each row when (new.created_at < clock_timestamp() - interval '1 hour') execute function note_late_notification()`);
    await db.query(`
      create trigger notifications_changed_late after update on notifications
      for each row when (least(old.created_at, new.created_at) < clock_timestamp() - interval '1 hour'
                         and (old.status <> new.status or old.created_at <> new.created_at))
      execute function note_late_notification()`);
    await db.query(`
      create trigger notifications_removed_late after delete on notifications
      for each row when (old.created_at < clock_timestamp() - interval '1 hour') execute function note_late_notification()`);
  }

  /** The same for SMS, whose price may come later. */
  private async noteMessages(db: QueryRunner): Promise<void> {
    await db.query(`
      create function note_late_message() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'INSERT' then
          insert into summary_changes
          values (quarter_hour(old.sent_at), null, old.currency, -1, - old.segments, - coalesce(old.cost, 0));
        end if;
        if tg_op <> 'DELETE' then
          insert into summary_changes
          values (quarter_hour(new.sent_at), null, new.currency, 1, new.segments, coalesce(new.cost, 0));
        end if;
        return null;
      end $$`);
    await db.query(`
      create trigger sent_messages_added_late after insert on sent_messages
      for each row when (new.sent_at < clock_timestamp() - interval '1 hour') execute function note_late_message()`);
    await db.query(`
      create trigger sent_messages_changed_late after update on sent_messages
      for each row when (least(old.sent_at, new.sent_at) < clock_timestamp() - interval '1 hour')
      execute function note_late_message()`);
    await db.query(`
      create trigger sent_messages_removed_late after delete on sent_messages
      for each row when (old.sent_at < clock_timestamp() - interval '1 hour') execute function note_late_message()`);
  }
}
