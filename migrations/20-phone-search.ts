import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Customers are found by the beginning of their number, and by its last digits.
 * It runs while a process of the release before makes customers, so it is no transaction. Each
 * step may run again after an interruption, which leaves an index that is not valid.
 */
export class PhoneSearch1732233600020 implements MigrationInterface {
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query('drop index concurrently if exists customers_phone_idx');
    await db.query('drop index concurrently if exists customers_reversed_phone_idx');
    // The key of the phone is in the order of the database's collation, which finds no beginnings.
    // A collation of its own keeps this index from look-ups of whole numbers, which the key serves.
    await db.query('create index concurrently customers_phone_idx on customers (phone collate "C")');
    await db.query(
      'create index concurrently customers_reversed_phone_idx on customers (reverse(phone) text_pattern_ops)',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index customers_phone_idx, customers_reversed_phone_idx');
  }
}
