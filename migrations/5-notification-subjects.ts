import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A notification says by itself what kind it is, and may name an order and a customer. */
export class NotificationSubjects1732233600005 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // The order's number and the customer's code never change, so a copy of them stays true.
    // The default of `kind` serves a process of the release before, which may run during an
    // upgrade.
    await db.query(`
      alter table notifications
        alter column order_id drop not null,
        add column kind          text not null default 'order-placed',
        add column order_number  bigint,
        add column customer_code text,
        add constraint notifications_kind_check          check (kind ~ '^[a-z]+(-[a-z]+)*$' and char_length(kind) <= 40),
        add constraint notifications_customer_code_check check (customer_code ~ '^[A-Z]{8}$')`);
    await db.query(`
      update notifications n
      set order_number = o.number, customer_code = c.code
      from orders o join customers c on c.id = o.customer_id
      where o.id = n.order_id`);
    // Serves the list of one customer's notifications, newest first.
    await db.query('create index notifications_customer_code_idx on notifications (customer_code, id desc)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index notifications_customer_code_idx');
    await db.query('alter table notifications drop column kind, drop column order_number, drop column customer_code');
    await db.query('alter table notifications alter column order_id set not null');
  }
}
