import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What happened to orders and customers after they came about: who did it, by which way, and each
 * field before and after.
 * - Triggers write it, so that every statement that changes one is recorded.
 * - Nothing is written when one is made. The first event is derived from its row.
 * - Who acts is told by settings of the transaction (`src/database/name-actor.ts`). Without them
 *   it was done in the database itself, or by a process of the release before.
 */
export class Histories1732233600015 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table order_events (
        order_id   uuid        not null,
        id         bigint      not null generated always as identity,
        at         timestamptz not null default clock_timestamp(),
        kind       text        not null,
        actor_kind text        not null,
        actor_id   uuid,
        via        text,
        note       text,
        changes    jsonb       not null,
        constraint order_events_pkey             primary key (order_id, id),
        constraint order_events_order_id_fkey    foreign key (order_id) references orders (id),
        constraint order_events_kind_check       check (kind in ('confirmed', 'cancelled', 'reopened', 'corrected')),
        constraint order_events_actor_kind_check check (actor_kind ~ '^[a-z]{1,20}$'),
        constraint order_events_via_check        check (via in ('api', 'desk', 'page', 'sms', 'link', 'ussd', 'import')),
        constraint order_events_note_check       check (char_length(note) between 1 and 200)
      )`);
    await db.query(`
      create table customer_events (
        customer_id uuid        not null,
        id          bigint      not null generated always as identity,
        at          timestamptz not null default clock_timestamp(),
        kind        text        not null,
        actor_kind  text        not null,
        actor_id    uuid,
        via         text,
        note        text,
        changes     jsonb       not null,
        constraint customer_events_pkey             primary key (customer_id, id),
        constraint customer_events_customer_id_fkey foreign key (customer_id) references customers (id),
        constraint customer_events_kind_check       check (kind in ('joined', 'unlinked', 'corrected')),
        constraint customer_events_actor_kind_check check (actor_kind ~ '^[a-z]{1,20}$'),
        constraint customer_events_via_check        check (via in ('api', 'desk', 'page', 'sms', 'link', 'ussd', 'import')),
        constraint customer_events_note_check       check (char_length(note) between 1 and 200)
      )`);
    // A setting of a transaction that is over is the empty text.
    await db.query(`
      create function acting(setting text) returns text language sql stable as $$
        select nullif(current_setting('agiza.' || setting, true), '')
      $$`);
    await this.recordOrders(db);
    await this.recordCustomers(db);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop trigger orders_change on orders');
    await db.query('drop trigger customers_change on customers');
    await db.query('drop function record_order_change, record_customer_change');
    await db.query('drop function acting');
    await db.query('drop table order_events, customer_events');
  }

  private async recordOrders(db: QueryRunner): Promise<void> {
    await db.query(`
      create function record_order_change() returns trigger language plpgsql as $$
      begin
        insert into order_events (order_id, kind, actor_kind, actor_id, via, note, changes)
        select new.id,
               case when new.status = old.status then 'corrected' when new.status = 'pending' then 'reopened' else new.status end,
               coalesce(acting('actor_kind'), 'database'), acting('actor_id')::uuid, acting('via'), acting('note'),
               jsonb_agg(jsonb_build_object('field', field, 'before', f.before, 'after', f.after))
        from (values ('status', old.status, new.status), ('item', old.item, new.item),
                     ('amount', old.amount::text, new.amount::text)) as f (field, before, after)
        where f.before is distinct from f.after;
        return null;
      end $$`);
    await db.query(`
      create trigger orders_change after update on orders
      for each row when ((old.status, old.item, old.amount) is distinct from (new.status, new.item, new.amount))
      execute function record_order_change()`);
  }

  private async recordCustomers(db: QueryRunner): Promise<void> {
    await db.query(`
      create function record_customer_change() returns trigger language plpgsql as $$
      begin
        insert into customer_events (customer_id, kind, actor_kind, actor_id, via, note, changes)
        select new.id,
               case when new.user_id is not distinct from old.user_id then 'corrected' when new.user_id is null then 'unlinked' else 'joined' end,
               coalesce(acting('actor_kind'), 'database'), acting('actor_id')::uuid, acting('via'), acting('note'),
               jsonb_agg(jsonb_build_object('field', field, 'before', f.before, 'after', f.after))
        from (values ('name', old.name, new.name), ('phone_number', old.phone, new.phone),
                     ('user_id', old.user_id::text, new.user_id::text)) as f (field, before, after)
        where f.before is distinct from f.after;
        return null;
      end $$`);
    await db.query(`
      create trigger customers_change after update on customers
      for each row when ((old.name, old.phone, old.user_id) is distinct from (new.name, new.phone, new.user_id))
      execute function record_customer_change()`);
  }
}
