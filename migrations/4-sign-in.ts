import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sign-in with a provider.
 * - What the provider says of an identity's e-mail.
 * - The sessions that an identity opened.
 * - The states (OAuth 2.0) that were used.
 */
export class SignIn1732233600004 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table identities
        add column email          text,
        add column email_verified boolean not null default false,
        add constraint identities_email_check check (email = lower(email) and char_length(email) between 3 and 254)`);

    await db.query(`
      create table sessions (
        digest     bytea       not null,
        provider   text        not null,
        subject    text        not null,
        created_at timestamptz not null default now(),
        seen_at    timestamptz not null default now(),
        constraint sessions_pkey          primary key (digest),
        constraint sessions_identity_fkey foreign key (provider, subject) references identities (provider, subject) on delete cascade,
        constraint sessions_digest_check  check (octet_length(digest) = 32)
      )`);
    // Serves the foreign key.
    await db.query('create index sessions_identity_idx on sessions (provider, subject)');
    // Serves the removal of sessions that are over.
    await db.query('create index sessions_created_at_idx on sessions (created_at)');

    await db.query(`
      create table used_states (
        digest  bytea       not null,
        used_at timestamptz not null default now(),
        constraint used_states_pkey         primary key (digest),
        constraint used_states_digest_check check (octet_length(digest) = 32)
      )`);
    // Serves the removal of states that have expired.
    await db.query('create index used_states_used_at_idx on used_states (used_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table used_states, sessions');
    await db.query('alter table identities drop column email, drop column email_verified');
  }
}
