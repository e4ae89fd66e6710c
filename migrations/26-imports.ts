import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Files with customers or orders that are loaded, row by row.
 * - Orders are placed while their new index is made. So it is no transaction, and each step may run
 *   again after an interruption.
 */
export class Imports1732233600026 implements MigrationInterface {
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table if not exists imports (
        id              uuid        not null,
        kind            text        not null,
        -- which column of the file each field was read from, and the columns that were not read
        columns         jsonb       not null,
        made_by         uuid        not null,
        created_at      timestamptz not null default now(),
        notify          boolean     not null default false,
        rows_asked      integer,
        started_by_kind text,
        started_by      uuid,
        started_at      timestamptz,
        ended_at        timestamptz,
        constraint imports_pkey          primary key (id),
        constraint imports_kind_check    check (kind in ('customers', 'orders')),
        constraint imports_started_check check ((started_at is null) = (started_by is null)
                                                and (started_at is null) = (rows_asked is null)
                                                and (started_at is null) = (started_by_kind is null)),
        constraint imports_ended_check   check (ended_at is null or started_at is not null)
      )`);
    // Nobody looks for a row but within its import, which has 5,000 at most.
    await db.query(`
      create table if not exists import_rows (
        import_id  uuid    not null,
        position   integer not null,
        state      text    not null,
        cells      jsonb   not null,
        faults     jsonb   not null,
        same_as    integer,
        subject_id uuid,
        import_key bytea,
        segments   integer,
        constraint import_rows_pkey           primary key (import_id, position),
        constraint import_rows_import_id_fkey foreign key (import_id) references imports (id) on delete cascade,
        constraint import_rows_state_check    check (state in ('new', 'known', 'same', 'wrong', 'made'))
      )`);
    // A digest of what names an imported order: its reference, or its file and row. It is no
    // idempotency key, since those are of one caller, and two people may load the same file.
    await db.query('alter table orders add column if not exists import_key bytea');
    await db.query('drop index concurrently if exists orders_import_key_key');
    // One order for each. Orders that are placed otherwise are not in it.
    await db.query(`
      create unique index concurrently orders_import_key_key on orders (import_key) where import_key is not null`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index concurrently if exists orders_import_key_key');
    await db.query('alter table orders drop column import_key');
    await db.query('drop table import_rows, imports');
  }
}
