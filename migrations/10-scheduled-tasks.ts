import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When each scheduled task ran last, and how it went. */
export class ScheduledTasks1732233600010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table scheduled_tasks (
        name            text        primary key check (name ~ '^[a-z]+(-[a-z]+)*$' and char_length(name) <= 40),
        every_seconds   integer     not null check (every_seconds > 0),
        timeout_seconds integer     not null check (timeout_seconds > 0),
        run             uuid        not null,
        started_at      timestamptz not null,
        ended_at        timestamptz check (ended_at >= started_at),
        succeeded_at    timestamptz,
        rows            integer     not null default 0 check (rows >= 0),
        fault           text        check (char_length(fault) <= 200)
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table scheduled_tasks');
  }
}
