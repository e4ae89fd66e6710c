import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A customer may be erased: the row stays, and what it says of a person is null.
 * It runs while a process of the release before works, so no statement locks a table while it reads
 * its rows. Each step may run again after a run that was interrupted.
 */
export class Erasure1732233600019 implements MigrationInterface {
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table users add column if not exists erasure_asked_at timestamptz');
    await db.query(`
      alter table customers
        alter column name  drop not null,
        alter column phone drop not null,
        add column if not exists erased_at timestamptz,
        drop constraint if exists customers_erased_check,
        add constraint customers_erased_check check (
          case when erased_at is null then name is not null and phone is not null
               else name is null and phone is null and user_id is null end) not valid`);
    await db.query('alter table customers validate constraint customers_erased_check');
    // The number of segments is on the bill, so it stays without the text.
    await db.query(`
      alter table notifications
        alter column phone drop not null,
        drop constraint if exists notifications_body_check,
        add constraint notifications_body_check check (
          (segments is null) = (encoding is null)
          and case when phone is null then body is null else (body is null) = (segments is null) end) not valid,
        drop constraint if exists notifications_erased_check,
        add constraint notifications_erased_check check (phone is not null or status not in ('queued', 'sending')) not valid`);
    await db.query('alter table notifications validate constraint notifications_body_check');
    await db.query('alter table notifications validate constraint notifications_erased_check');
    await db.query('alter table delivery_reports alter column phone drop not null');
    // A customer without a name is found by none.
    await db.query('alter function phrases_of(text) strict');
    await checkKinds(db, "'joined', 'unlinked', 'corrected', 'erased'");
    await recordChanges(db, "when old.erased_at is null and new.erased_at is not null then 'erased'");
  }

  /** It fails where somebody was erased: no release before knows such rows. */
  async down(db: QueryRunner): Promise<void> {
    await db.query('delete from delivery_reports where phone is null');
    await db.query('alter table delivery_reports alter column phone set not null');
    await db.query(`
      alter table notifications
        alter column phone set not null,
        drop constraint notifications_erased_check,
        drop constraint notifications_body_check,
        add constraint notifications_body_check
          check ((body is null) = (segments is null) and (body is null) = (encoding is null))`);
    await recordChanges(db, '');
    await db.query(`
      alter table customers
        alter column name  set not null,
        alter column phone set not null,
        drop constraint customers_erased_check,
        drop column erased_at`);
    await checkKinds(db, "'joined', 'unlinked', 'corrected'");
    await db.query('alter function phrases_of(text) called on null input');
    await db.query('alter table users drop column erasure_asked_at');
  }
}

/** Says what may have happened to a customer. */
async function checkKinds(db: QueryRunner, kinds: string): Promise<void> {
  await db.query(`
    alter table customer_events
      drop constraint if exists customer_events_kind_check,
      add constraint customer_events_kind_check check (kind in (${kinds})) not valid`);
  await db.query('alter table customer_events validate constraint customer_events_kind_check');
}

/** Writes the history of customers as before, with one more kind of event. */
async function recordChanges(db: QueryRunner, kind: string): Promise<void> {
  await db.query(`
    create or replace function record_customer_change() returns trigger language plpgsql as $$
    begin
      insert into customer_events (customer_id, kind, actor_kind, actor_id, via, note, changes)
      select new.id,
             case ${kind}
                  when new.user_id is not distinct from old.user_id then 'corrected' when new.user_id is null then 'unlinked' else 'joined' end,
             coalesce(acting('actor_kind'), 'database'), acting('actor_id')::uuid, acting('via'), acting('note'),
             jsonb_agg(jsonb_build_object('field', field, 'before', f.before, 'after', f.after))
      from (values ('name', old.name, new.name), ('phone_number', old.phone, new.phone),
                   ('user_id', old.user_id::text, new.user_id::text)) as f (field, before, after)
      where f.before is distinct from f.after;
      return null;
    end $$`);
}
