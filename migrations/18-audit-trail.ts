import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who did what. Rows are added, and never changed. */
export class AuditTrail1732233600018 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // No foreign keys: an event outlives whom and what it names.
    await db.query(`
      create table audit_events (
        id           uuid        not null,
        at           timestamptz not null,
        actor_kind   text        not null,
        actor_id     uuid,
        action       text        not null,
        subject_kind text        not null,
        subject_id   uuid,
        request_id   text,
        ip           inet,
        changes      jsonb       not null default '{}',
        -- Ids begin with the time. So it also serves the list's order, and the filters by time.
        constraint audit_events_pkey               primary key (id),
        constraint audit_events_actor_kind_check   check (actor_kind in ('admin', 'staff', 'user', 'key', 'nobody')),
        constraint audit_events_actor_id_check     check ((actor_id is null) = (actor_kind = 'nobody')),
        constraint audit_events_action_check       check (action ~ '^[a-z]+(-[a-z]+)*$' and char_length(action) <= 40),
        constraint audit_events_subject_kind_check check (subject_kind ~ '^[a-z]+$' and char_length(subject_kind) <= 20),
        constraint audit_events_request_id_check   check (char_length(request_id) <= 100),
        constraint audit_events_changes_check      check (jsonb_typeof(changes) = 'object')
      )`);
    // What one caller did, newest first.
    await db.query('create index audit_events_actor_id_idx on audit_events (actor_id, id)');
    // Where one action was done, newest first.
    await db.query('create index audit_events_action_idx on audit_events (action, id)');
    // What was done to one thing or person, newest first.
    await db.query('create index audit_events_subject_id_idx on audit_events (subject_id, id)');
    await this.stamp(db);
    await this.refuse(db);
    await this.drop(db);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop function audit_events_drop(integer)');
    await db.query('drop table audit_events');
    await db.query('drop function audit_events_refuse()');
    await db.query('drop function audit_events_stamp()');
  }

  /** The database tells the time of an event, so that nobody writes one into the past. */
  private async stamp(db: QueryRunner): Promise<void> {
    await db.query(`
      create function audit_events_stamp() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
      begin
        new.at := clock_timestamp();
        -- A UUIDv7 (RFC 9562, 5.7): the time in ms, and bits of a random UUIDv4.
        new.id := encode(
          set_bit(set_bit(
            overlay(uuid_send(gen_random_uuid())
                    placing substring(int8send(floor(extract(epoch from new.at) * 1000)::bigint) from 3) from 1 for 6),
            52, 1), 53, 1),
          'hex')::uuid;
        return new;
      end $$`);
    await db.query(`
      create trigger audit_events_stamp before insert on audit_events
      for each row execute function audit_events_stamp()`);
  }

  /** Holds for the owner too. A row goes only by audit_events_drop, and only after 12 months. */
  private async refuse(db: QueryRunner): Promise<void> {
    await db.query(`
      create function audit_events_refuse() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
      begin
        if tg_op = 'DELETE' then
          if current_setting('agiza.drops_audit_events', true) = 'on'
             and old.at < date_trunc('month', now(), 'UTC') - interval '12 months' then
            return old;
          end if;
        end if;
        raise exception 'audit_events takes new rows alone: no %', lower(tg_op) using errcode = 'insufficient_privilege';
      end $$`);
    await db.query(`
      create trigger audit_events_refuse_delete before delete on audit_events
      for each row execute function audit_events_refuse()`);
    await db.query(`
      create trigger audit_events_refuse_change before update or truncate on audit_events
      for each statement execute function audit_events_refuse()`);
  }

  /**
   * The one way out. It runs with the rights of the owner of the table.
   * - It drops whole months, and leaves 12 at least, whoever calls it with whatever number.
   * - Partitions by month would have to be there ahead of time, or rows would find no place.
   */
  private async drop(db: QueryRunner): Promise<void> {
    await db.query(`
      create function audit_events_drop(keep_months integer) returns integer language plpgsql
      security definer set search_path = pg_catalog, pg_temp as $$
      declare
        first_kept timestamptz := date_trunc('month', now(), 'UTC') - make_interval(months => keep_months);
        -- Lower than the id of every event that is kept.
        bound uuid := (lpad(to_hex((extract(epoch from first_kept) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
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
    await db.query('revoke all on function audit_events_drop(integer) from public');
  }
}
