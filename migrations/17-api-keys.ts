import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The keys that programs call the API with. */
export class ApiKeys1732233600017 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // Rows stay for ever: orders.created_by may hold the id of a key.
    // created_by has no foreign key, so a key outlives its maker, and opens nothing then.
    await db.query(`
      create table api_keys (
        id              uuid        not null,
        name            text        not null,
        scopes          text[]      not null,
        digest          bytea       not null,
        previous_digest bytea,
        previous_until  timestamptz,
        created_by      uuid        not null,
        created_at      timestamptz not null default now(),
        expires_at      timestamptz not null,
        revoked_at      timestamptz,
        last_used_at    timestamptz,
        last_used_from  text,
        -- Serves each request with a key, and the list of keys.
        constraint api_keys_pkey                  primary key (id),
        constraint api_keys_name_check            check (char_length(name) between 1 and 100),
        constraint api_keys_scopes_check          check (cardinality(scopes) between 1 and 100),
        constraint api_keys_digest_check          check (octet_length(digest) = 32),
        constraint api_keys_previous_digest_check check (octet_length(previous_digest) = 32),
        constraint api_keys_previous_until_check  check ((previous_digest is null) = (previous_until is null))
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table api_keys');
  }
}
