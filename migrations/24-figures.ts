import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sums of orders, and the networks of SMS in the sums of migration 12, for the figures of the desk.
 * - A sum of orders is of a quarter of an hour, as there. Its currency and what was cancelled stand
 *   apart.
 * - What changes later is written down as a difference, which figures add.
 * - Placing writes nothing here: the conditions of the triggers leave new rows out.
 */
export class Figures1732233600024 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // The lowest UUIDv7 of an instant. Orders between two instants are found by their ids.
    await db.query(`
      create function first_id_at(instant timestamptz) returns uuid language sql immutable as $$
        select rpad(lpad(to_hex(greatest(extract(epoch from instant) * 1000, 0)::bigint), 12, '0'), 32, '0')::uuid
      $$`);
    await db.query(`
      create table order_sums (
        began_at  timestamptz not null,
        currency  text        not null,
        placed    integer     not null,
        cancelled integer     not null,
        amount    numeric     not null,
        constraint order_sums_pkey primary key (began_at, currency)
      )`);
    // Differences to the sums, and to sums that are not made yet. The task keeps them few.
    await db.query(`
      create table order_changes (
        began_at  timestamptz not null,
        currency  text        not null,
        placed    integer     not null,
        cancelled integer     not null,
        amount    numeric     not null
      )`);
    // One row, as in summary_mark of migration 12.
    await db.query(`
      create table order_mark (
        only_row      boolean     not null default true,
        summed_until  timestamptz not null default '-infinity',
        closing_until timestamptz,
        closing_xid   xid8,
        constraint order_mark_pkey          primary key (only_row),
        constraint order_mark_only_check    check (only_row),
        constraint order_mark_closing_check check ((closing_until is null) = (closing_xid is null))
      )`);
    await db.query('insert into order_mark default values');
    await this.noteOrders(db);
    await this.sumByNetwork(db);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const what of ['added', 'changed', 'removed']) await db.query(`drop trigger orders_${what}_late on orders`);
    await db.query('drop function note_late_order');
    await db.query('drop table order_mark, order_changes, order_sums');
    await db.query('drop function first_id_at');
    await this.forgetSums(db);
    await db.query('alter table summary_sums drop constraint summary_sums_key, drop column network_code');
    await db.query('alter table summary_changes drop column network_code');
    await db.query(
      'alter table summary_sums add constraint summary_sums_key unique nulls not distinct (began_at, status, currency)',
    );
    await this.noteNotifications(db, '', '', '');
  }

  /** Writes down what happens to orders that are an hour old or older. */
  private async noteOrders(db: QueryRunner): Promise<void> {
    await db.query(`
      create function note_late_order() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'INSERT' then
          insert into order_changes
          values (quarter_hour(old.created_at), old.currency, -1, case when old.status = 'cancelled' then -1 else 0 end,
                  case when old.status = 'cancelled' then 0 else - old.amount end);
        end if;
        if tg_op <> 'DELETE' then
          insert into order_changes
          values (quarter_hour(new.created_at), new.currency, 1, case when new.status = 'cancelled' then 1 else 0 end,
                  case when new.status = 'cancelled' then 0 else new.amount end);
        end if;
        return null;
      end $$`);
    await db.query(`
      create trigger orders_added_late after insert on orders
      for each row when (new.created_at < clock_timestamp() - interval '1 hour') execute function note_late_order()`);
    await db.query(`
      create trigger orders_changed_late after update on orders
      for each row when (least(old.created_at, new.created_at) < clock_timestamp() - interval '1 hour'
                         and (old.status = 'cancelled', old.amount, old.currency, old.created_at)
                             is distinct from (new.status = 'cancelled', new.amount, new.currency, new.created_at))
      execute function note_late_order()`);
    await db.query(`
      create trigger orders_removed_late after delete on orders
      for each row when (old.created_at < clock_timestamp() - interval '1 hour') execute function note_late_order()`);
  }

  /** The sums that there are name no network. So they are made anew. */
  private async sumByNetwork(db: QueryRunner): Promise<void> {
    await this.forgetSums(db);
    await db.query('alter table summary_sums add column network_code text, drop constraint summary_sums_key');
    await db.query('alter table summary_changes add column network_code text');
    await db.query(`
      alter table summary_sums
        add constraint summary_sums_key unique nulls not distinct (began_at, status, currency, network_code)`);
    const changed = 'or old.network_code is distinct from new.network_code';
    await this.noteNotifications(db, ', old.network_code', ', new.network_code', changed);
  }

  private async forgetSums(db: QueryRunner): Promise<void> {
    await db.query('delete from summary_sums');
    await db.query('delete from summary_changes');
    await db.query(`update summary_mark set summed_until = '-infinity', closing_until = null, closing_xid = null`);
  }

  /** What migration 12 has, with what is added to the values of rows and to the condition. */
  private async noteNotifications(db: QueryRunner, before: string, after: string, changed: string): Promise<void> {
    await db.query(`
      create or replace function note_late_notification() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'INSERT' then
          insert into summary_changes values (quarter_hour(old.created_at), old.status, null, -1, 0, 0${before});
        end if;
        if tg_op <> 'DELETE' then
          insert into summary_changes values (quarter_hour(new.created_at), new.status, null, 1, 0, 0${after});
        end if;
        return null;
      end $$`);
    await db.query(`
      create or replace trigger notifications_changed_late after update on notifications
      for each row when (least(old.created_at, new.created_at) < clock_timestamp() - interval '1 hour'
                         and (old.status <> new.status or old.created_at <> new.created_at ${changed}))
      execute function note_late_notification()`);
  }
}
