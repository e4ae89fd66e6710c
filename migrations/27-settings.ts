import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What owners set at the desk: the words of SMS. Test SMS, and the keys that end soon. */
export class Settings1732233600027 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // A kind without a row, or with null, is written from the configuration.
    // changed_by has no foreign key, so a template outlives whoever changed it.
    await db.query(`
      create table sms_templates (
        kind       text        not null,
        template   text,
        version    integer     not null,
        changed_at timestamptz not null default now(),
        changed_by uuid        not null,
        constraint sms_templates_pkey           primary key (kind),
        constraint sms_templates_kind_check     check (kind ~ '^[a-z]+(-[a-z]+)*$' and char_length(kind) <= 40),
        constraint sms_templates_template_check check (char_length(template) between 10 and 300),
        constraint sms_templates_version_check  check (version > 0)
      )`);
    // The primary key makes one SMS of a form that is sent twice.
    await db.query(`
      create table test_sms (
        asked_by        uuid        not null,
        key             uuid        not null,
        notification_id uuid        not null,
        asked_at        timestamptz not null default now(),
        constraint test_sms_pkey                 primary key (asked_by, key),
        constraint test_sms_notification_id_fkey foreign key (notification_id) references notifications (id) on delete cascade
      )`);
    // Serves the foreign key, and the erasure of the number that a test SMS went to.
    await db.query('create index test_sms_notification_id_idx on test_sms (notification_id)');
    // Serves the banner about keys that end soon, which every page of the desk may show.
    await db.query('create index api_keys_expires_at_idx on api_keys (expires_at) where revoked_at is null');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index api_keys_expires_at_idx');
    await db.query('drop table test_sms, sms_templates');
  }
}
