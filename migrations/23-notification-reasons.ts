import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Notifications that need somebody are grouped by their reason, and read newest first in each.
 * The index is made while orders are placed. So this is no transaction, and may run again.
 */
export class NotificationReasons1732233600023 implements MigrationInterface {
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    // An interrupted run leaves an index that is not valid.
    await db.query('drop index concurrently if exists notifications_reason_idx');
    // Serves the reasons that there are, how many have each, and the newest of one. Only rows that
    // need somebody are in it, so placing and sending write nothing into it. With the reason itself
    // beside the expression, they are counted without reading the rows.
    await db.query(`
      create index concurrently notifications_reason_idx on notifications (status, coalesce(reason, ''), id desc) include (reason)
      where status in ('failed', 'unknown', 'undelivered')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index concurrently if exists notifications_reason_idx');
  }
}
