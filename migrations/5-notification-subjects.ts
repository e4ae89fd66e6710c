import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows that one statement of the backfill changes, so that no lock is held for long. */
const BATCH = 5_000;

/**
 * A notification says by itself what kind it is, and may name an order and a customer.
 * It runs while a process of the release before places orders:
 * - No statement locks the table for longer than it takes to change its definition, or 5,000 rows.
 * - So it is no transaction. Each step may run again after a run that was interrupted.
 */
export class NotificationSubjects1732233600005 implements MigrationInterface {
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    // The order's number and the customer's code never change, so a copy of them stays true.
    // The release before names no kind, so the column has a default.
    await db.query(`
      alter table notifications
        alter column order_id drop not null,
        add column if not exists kind          text not null default 'order-placed',
        add column if not exists order_number  bigint,
        add column if not exists customer_code text,
        drop constraint if exists notifications_kind_check,
        drop constraint if exists notifications_customer_code_check,
        add constraint notifications_kind_check
          check (kind ~ '^[a-z]+(-[a-z]+)*$' and char_length(kind) <= 40) not valid,
        add constraint notifications_customer_code_check check (customer_code ~ '^[A-Z]{8}$') not valid`);
    // The release before names no order number and no customer code either. The next release may
    // drop this trigger.
    await db.query(`
      create or replace function name_notification_order() returns trigger language plpgsql as $$
      begin
        select o.number, c.code into new.order_number, new.customer_code
        from orders o join customers c on c.id = o.customer_id
        where o.id = new.order_id;
        return new;
      end $$`);
    await db.query(`
      create or replace trigger notifications_name_order before insert on notifications
      for each row when (new.order_id is not null and new.order_number is null)
      execute function name_notification_order()`);
    await this.nameOrders(db);
    await db.query('alter table notifications validate constraint notifications_kind_check');
    await db.query('alter table notifications validate constraint notifications_customer_code_check');
    // Serves the list of one customer's notifications, newest first. An interrupted run leaves an
    // index that is not valid.
    await db.query('drop index concurrently if exists notifications_customer_code_idx');
    await db.query(
      'create index concurrently notifications_customer_code_idx on notifications (customer_code, id desc)',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index concurrently if exists notifications_customer_code_idx');
    await db.query('drop trigger notifications_name_order on notifications');
    await db.query('drop function name_notification_order');
    await db.query('alter table notifications drop column kind, drop column order_number, drop column customer_code');
    await db.query('alter table notifications alter column order_id set not null');
  }

  /** Gives the rows of the releases before what they name, from the lowest id upwards. */
  private async nameOrders(db: QueryRunner): Promise<void> {
    for (let after: string | null = '00000000-0000-0000-0000-000000000000'; after !== null; ) {
      const [row]: { last: string | null }[] = await db.query(
        `with batch as (
           select id, order_id, order_number from notifications where id > $1 order by id limit ${BATCH}
         ),
         named as (
           update notifications n
           set order_number = o.number, customer_code = c.code
           from batch b join orders o on o.id = b.order_id join customers c on c.id = o.customer_id
           where n.id = b.id and b.order_number is null
         )
         select max(id::text) as last from batch`,
        [after],
      );
      after = row?.last ?? null;
    }
  }
}
