import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What becomes of a notification.
 * - Its way to the carrier, and every change of its status.
 * - The cost of each SMS.
 * - Delivery reports that wait for their notification.
 */
export class Messages1732233600003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table notifications
        add column body           text,
        add column encoding       text,
        add column segments       smallint,
        add column attempts       smallint    not null default 0,
        add column due_at         timestamptz not null default now(),
        add column claim          uuid,
        add column leased_until   timestamptz,
        add column handed_over_at timestamptz,
        add column message_id     text,
        add column network_code   text,
        add column reason         text,
        add column changed_by     uuid,
        add constraint notifications_message_id_key   unique (message_id),
        add constraint notifications_body_check       check ((body is null) = (segments is null) and (body is null) = (encoding is null)),
        add constraint notifications_encoding_check   check (encoding in ('GSM-7', 'UCS-2')),
        add constraint notifications_segments_check   check (segments between 1 and 20),
        add constraint notifications_attempts_check   check (attempts >= 0),
        add constraint notifications_lease_check      check ((status = 'sending') = (leased_until is not null)),
        add constraint notifications_message_id_check check (char_length(message_id) between 1 and 100),
        add constraint notifications_sent_check       check (status not in ('sent', 'delivered', 'undelivered') or message_id is not null),
        add constraint notifications_reason_check     check (char_length(reason) between 1 and 200)`);
    // Serves claiming: finds the rows that are due, however many other rows the table has.
    await db.query(`create index notifications_due_at_idx on notifications (due_at) where status = 'queued'`);
    // Serves the search for leases that ran out.
    await db.query(
      `create index notifications_leased_until_idx on notifications (leased_until) where status = 'sending'`,
    );
    // Serves a delivery report whose message id is unknown: finds its notification by phone number.
    await db.query(
      `create index notifications_phone_idx on notifications (phone) where status in ('sending', 'unknown')`,
    );
    // Serves the list filtered by a status that somebody must look at. Delivered notifications are
    // most of the table, so the list finds them without an index.
    await db.query(
      `create index notifications_status_idx on notifications (status, id) where status in ('failed', 'unknown', 'undelivered')`,
    );
    // Serves the summary of a range of days. A BRIN index costs placing an order next to nothing.
    await db.query('create index notifications_created_at_idx on notifications using brin (created_at)');

    await db.query(`
      create table notification_events (
        id              bigint      not null generated always as identity,
        notification_id uuid        not null,
        at              timestamptz not null default clock_timestamp(),
        from_status     text        not null,
        to_status       text        not null,
        reason          text,
        changed_by      uuid,
        message_id      text,
        constraint notification_events_pkey                 primary key (notification_id, id),
        constraint notification_events_notification_id_fkey foreign key (notification_id) references notifications (id)
      )`);
    // A trigger, so that every statement that changes a status is recorded.
    await db.query(`
      create function record_notification_change() returns trigger language plpgsql as $$
      begin
        insert into notification_events (notification_id, from_status, to_status, reason, changed_by, message_id)
        values (new.id, old.status, new.status, new.reason, new.changed_by, new.message_id);
        return null;
      end $$`);
    await db.query(`
      create trigger notifications_change after update of status on notifications
      for each row when (old.status <> new.status) execute function record_notification_change()`);

    await db.query(`
      create table sent_messages (
        message_id      text        not null,
        notification_id uuid        not null,
        segments        smallint    not null,
        cost            numeric(12, 4),
        currency        text,
        sent_at         timestamptz not null default now(),
        constraint sent_messages_pkey                 primary key (message_id),
        constraint sent_messages_notification_id_fkey foreign key (notification_id) references notifications (id),
        constraint sent_messages_cost_check           check (cost >= 0 and cost < 'Infinity' and (cost is null) = (currency is null)),
        constraint sent_messages_currency_check       check (currency ~ '^[A-Z]{3}$')
      )`);
    // Serves the cost of one notification, and the foreign key.
    await db.query('create index sent_messages_notification_id_idx on sent_messages (notification_id)');
    // Serves the cost of a day by an index-only scan.
    await db.query(
      'create index sent_messages_sent_at_idx on sent_messages (sent_at) include (cost, currency, segments)',
    );

    await db.query(`
      create table delivery_reports (
        message_id     text        not null,
        status         text        not null,
        phone          text        not null,
        network_code   text,
        failure_reason text,
        received_at    timestamptz not null default clock_timestamp(),
        constraint delivery_reports_pkey             primary key (message_id, status),
        constraint delivery_reports_message_id_check check (char_length(message_id) between 1 and 100),
        constraint delivery_reports_phone_check      check (phone ~ '^[+][1-9][0-9]{5,14}$'),
        constraint delivery_reports_length_check     check (char_length(network_code) <= 20 and char_length(failure_reason) <= 100)
      )`);
    // Serves the removal of the oldest reports.
    await db.query('create index delivery_reports_received_at_idx on delivery_reports (received_at)');
    // Serves a notification without a message id: finds its delivery report by phone number.
    await db.query('create index delivery_reports_phone_idx on delivery_reports (phone)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table delivery_reports, sent_messages, notification_events');
    await db.query('drop trigger notifications_change on notifications');
    await db.query('drop function record_notification_change');
    await db.query(
      'drop index notifications_due_at_idx, notifications_leased_until_idx, notifications_phone_idx, notifications_status_idx, notifications_created_at_idx',
    );
    await db.query(`
      alter table notifications
        drop column body, drop column encoding, drop column segments, drop column attempts, drop column due_at, drop column claim,
        drop column leased_until, drop column handed_over_at, drop column message_id, drop column network_code, drop column reason,
        drop column changed_by`);
  }
}
