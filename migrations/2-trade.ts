import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Customers, their orders, and the notifications that are written together with each order. */
export class Trade1732233600002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table customers (
        id         uuid        not null,
        number     bigint      not null generated always as identity,
        code       text        not null,
        name       text        not null,
        phone      text        not null,
        user_id    uuid,
        created_at timestamptz not null default now(),
        constraint customers_pkey         primary key (id),
        constraint customers_number_key   unique (number),
        constraint customers_code_key     unique (code),
        constraint customers_phone_key    unique (phone),
        constraint customers_user_id_key  unique (user_id),
        constraint customers_user_id_fkey foreign key (user_id) references users (id),
        constraint customers_code_check   check (code ~ '^[A-Z]{8}$'),
        constraint customers_name_check   check (char_length(name) between 1 and 100),
        constraint customers_phone_check  check (phone ~ '^[+][1-9][0-9]{5,14}$')
      )`);

    // created_by has no foreign key, since users are never deleted. With one, every order of an
    // admin would lock the row of that admin (for key share).
    await db.query(`
      create table orders (
        id              uuid           not null,
        number          bigint         not null generated always as identity,
        customer_id     uuid           not null,
        item            text           not null,
        amount          numeric(14, 2) not null,
        currency        text           not null,
        status          text           not null default 'pending',
        created_at      timestamptz    not null default now(),
        confirmed_at    timestamptz,
        cancelled_at    timestamptz,
        created_by      uuid,
        idempotency_key text,
        request_hash    bytea,
        constraint orders_pkey              primary key (id),
        constraint orders_number_key        unique (number),
        constraint orders_customer_id_fkey  foreign key (customer_id) references customers (id),
        constraint orders_item_check        check (char_length(item) between 1 and 200),
        constraint orders_amount_check      check (amount > 0 and amount < 'Infinity'),
        constraint orders_currency_check    check (currency ~ '^[A-Z]{3}$'),
        constraint orders_status_check      check (status in ('pending', 'confirmed', 'cancelled')),
        constraint orders_confirmed_check   check ((status = 'confirmed') = (confirmed_at is not null)),
        constraint orders_cancelled_check   check ((status = 'cancelled') = (cancelled_at is not null)),
        constraint orders_idempotency_check check (char_length(idempotency_key) between 1 and 255
                                                   and (idempotency_key is null) = (request_hash is null))
      )`);
    // One order per key and caller. With OPEN_INTAKE created_by may be null, and all such callers
    // count as one. So callers are compared by `is not distinct from`, which cannot use an index.
    // That is why the key comes first.
    await db.query(`
      create unique index orders_idempotency_key on orders (idempotency_key, created_by)
      nulls not distinct where idempotency_key is not null`);
    // Serves the customer's order list and statement, newest first, and the foreign key.
    await db.query('create index orders_customer_id_idx on orders (customer_id, id desc)');
    // Serves the order list filtered by status, newest first.
    await db.query('create index orders_status_idx on orders (status, id desc)');

    await db.query(`
      create table notifications (
        id         uuid        not null,
        order_id   uuid        not null,
        phone      text        not null,
        status     text        not null default 'queued',
        created_at timestamptz not null default now(),
        constraint notifications_pkey           primary key (id),
        constraint notifications_order_id_fkey  foreign key (order_id) references orders (id),
        constraint notifications_phone_check    check (phone ~ '^[+][1-9][0-9]{5,14}$'),
        constraint notifications_status_check
          check (status in ('queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'unknown'))
      )`);
    // Serves the notifications of one order, and the foreign key.
    await db.query('create index notifications_order_id_idx on notifications (order_id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table notifications, orders, customers');
  }
}
