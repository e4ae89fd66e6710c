import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A table that readiness tries to write to. It never has a row. */
export class WriteProbes1732233600011 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table write_probes (
        filler text not null
      )`);
    // Each row fills a page. A full disk shows when the table is to grow.
    // Compression would hide it.
    await db.query('alter table write_probes alter column filler set storage plain');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table write_probes');
  }
}
