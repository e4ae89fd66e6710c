import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Audit trails may be kept since before 1970. Then no month is dropped.
 * Before, such a time became an id above all others, and the oldest 10,000 events were dropped.
 */
export class AuditMonths1732233600025 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await dropBefore(db, 'greatest(extract(epoch from first_kept) * 1000, 0)');
  }

  async down(db: QueryRunner): Promise<void> {
    await dropBefore(db, '(extract(epoch from first_kept) * 1000)');
  }
}

/** @param bound the first time that is kept, in ms since 1970 */
async function dropBefore(db: QueryRunner, bound: string): Promise<void> {
  await db.query(`
    create or replace function audit_events_drop(keep_months integer) returns integer language plpgsql
    security definer set search_path = pg_catalog, pg_temp as $$
    declare
      first_kept timestamptz := date_trunc('month', now(), 'UTC') - make_interval(months => keep_months);
      -- Lower than the id of every event that is kept.
      bound uuid := (lpad(to_hex(${bound}::bigint), 12, '0') || repeat('0', 20))::uuid;
      dropped integer;
    begin
      if keep_months is null or keep_months < 12 then
        raise exception 'the audit trail is kept for 12 months at least' using errcode = 'insufficient_privilege';
      end if;
      -- For the trigger, in this transaction alone.
      perform set_config('agiza.drops_audit_events', 'on', true);
      delete from public.audit_events
      where id in (select id from public.audit_events where id < bound order by id limit 10000);
      get diagnostics dropped = row_count;
      perform set_config('agiza.drops_audit_events', 'off', true);
      return dropped;
    end $$`);
}
