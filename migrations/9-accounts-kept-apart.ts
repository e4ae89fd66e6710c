import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What keeps accounts apart and their owners in.
 * - Which identity first showed a verified address at its provider.
 * - Disabled admins, owners, and codes that reset a password.
 * - From where an account was logged in to lately.
 */
export class AccountsKeptApart1732233600009 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table if not exists identity_addresses (
        provider   text        not null,
        email      text        not null,
        subject    text        not null,
        created_at timestamptz not null default now(),
        constraint identity_addresses_pkey          primary key (provider, email),
        constraint identity_addresses_identity_fkey foreign key (provider, subject)
          references identities (provider, subject) on delete cascade
      )`);
    // Serves the foreign key.
    await db.query(
      'create index if not exists identity_addresses_identity_idx on identity_addresses (provider, subject)',
    );
    // Of several identities with one address the oldest was the first.
    await db.query(`
      insert into identity_addresses (provider, email, subject)
      select distinct on (provider, email) provider, email, subject
      from identities where email_verified and email is not null
      order by provider, email, created_at
      on conflict (provider, email) do nothing`);

    await db.query('alter table users add column if not exists disabled_at timestamptz');

    await db.query(`
      create table if not exists password_resets (
        user_id    uuid        not null,
        digest     bytea       not null,
        created_by uuid        not null,
        expires_at timestamptz not null,
        constraint password_resets_pkey         primary key (user_id),
        constraint password_resets_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
        constraint password_resets_digest_check check (octet_length(digest) = 32)
      )`);

    await db.query(`
      create table if not exists login_sources (
        account text        not null,
        source  text        not null,
        used_at timestamptz not null default now(),
        constraint login_sources_pkey primary key (account, source)
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table login_sources, password_resets, identity_addresses');
    await db.query('alter table users drop column disabled_at');
  }
}
