import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What keeps SMS from being sent that nobody wanted.
 * - How far sending has come, by which workers find out that the database was restored from a
 *   backup. Each worker keeps the highest count that it has seen in its own folder.
 * - How often a thing was done in a span of time, which limits what strangers and callers cause.
 */
export class SendingLimits1732233600008 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // One row. Each claim counts it up, in the statement that claims.
    // `database_id` names the database in the workers' folders, and goes with a backup.
    // `server` is where workers found it last: the cluster and the database in it.
    await db.query(`
      create table sending_mark (
        only_row    boolean not null default true,
        database_id uuid,
        claims      bigint  not null default 0,
        server      text,
        constraint sending_mark_pkey         primary key (only_row),
        constraint sending_mark_only_check   check (only_row),
        constraint sending_mark_claims_check check (claims >= 0)
      )`);
    await db.query('insert into sending_mark default values');

    // A source is whoever or whatever is limited, such as one phone number as a digest.
    await db.query(`
      create table quotas (
        source       text        not null,
        span_seconds integer     not null,
        used         integer     not null,
        began_at     timestamptz not null,
        constraint quotas_pkey       primary key (source, span_seconds),
        constraint quotas_used_check check (used >= 0)
      )`);
    // Serves the removal of spans that are over.
    await db.query('create index quotas_began_at_idx on quotas (began_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table quotas, sending_mark');
  }
}
