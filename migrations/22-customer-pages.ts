import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the pages about customers and people read.
 * - The tables may be big, and processes of the release before still write to them. So it is no
 *   transaction, and each step may run again after an interruption.
 */
export class CustomerPages1732233600022 implements MigrationInterface {
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    // Serves the list of people without a number, newest first. Few have none for long.
    await db.query('drop index concurrently if exists users_waiting_idx');
    await db.query(`
      create index concurrently users_waiting_idx on users (id desc) where role = 'user' and phone is null`);
    // Who made a customer, as the settings of the transaction name them. The defaults read those,
    // so that every insert is recorded. Null for customers of before: nobody knows.
    await db.query(`
      alter table customers
        add column if not exists added_by_kind text default acting('actor_kind'),
        add column if not exists added_by      uuid default acting('actor_id')::uuid,
        add column if not exists added_via     text default acting('via')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table customers drop column added_by_kind, drop column added_by, drop column added_via');
    await db.query('drop index concurrently if exists users_waiting_idx');
  }
}
