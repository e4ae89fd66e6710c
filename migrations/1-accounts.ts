import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Users and admins, their identities at sign-in providers, and the attempts at logging in. */
export class Accounts1732233600001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table users (
        id             uuid        not null,
        role           text        not null,
        email          text,
        email_verified boolean     not null default false,
        name           text,
        phone          text,
        password_hash  text,
        token_version  integer     not null default 0,
        created_at     timestamptz not null default now(),
        constraint users_pkey           primary key (id),
        constraint users_phone_key      unique (phone),
        constraint users_role_check     check (role in ('user', 'admin')),
        constraint users_email_check    check (email = lower(email) and char_length(email) between 3 and 254),
        constraint users_name_check     check (char_length(name) between 1 and 100),
        constraint users_phone_check    check (phone ~ '^[+][1-9][0-9]{5,14}$'),
        constraint users_password_check check ((role = 'admin') = (password_hash is not null)),
        constraint users_admin_check    check (role <> 'admin' or (email is not null and phone is not null))
      )`);
    // An admin logs in by e-mail, so an e-mail names one admin.
    // Serves AdminsRepository.credentials.
    await db.query(`create unique index users_admin_email_key on users (email) where role = 'admin'`);
    // A verified e-mail belongs to one account. Unverified ones prove nothing and may repeat.
    await db.query(`create unique index users_verified_email_key on users (email) where email_verified`);

    await db.query(`
      create table identities (
        provider   text        not null,
        subject    text        not null,
        user_id    uuid        not null,
        created_at timestamptz not null default now(),
        constraint identities_pkey           primary key (provider, subject),
        constraint identities_user_id_fkey   foreign key (user_id) references users (id) on delete cascade,
        constraint identities_provider_check check (provider in ('google', 'github', 'facebook')),
        constraint identities_subject_check  check (char_length(subject) between 1 and 255)
      )`);
    // Serves the providers of each user in the user directory, and the foreign key.
    await db.query('create index identities_user_id_idx on identities (user_id)');

    await db.query(`
      create table login_attempts (
        source        text        not null,
        attempts      integer     not null,
        attempted_at  timestamptz not null,
        blocked_until timestamptz not null,
        constraint login_attempts_pkey primary key (source)
      )`);
    // Serves the removal of rows that are too old to count.
    await db.query('create index login_attempts_attempted_at_idx on login_attempts (attempted_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table login_attempts, identities, users');
  }
}
