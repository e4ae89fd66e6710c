import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is staff, and in which role. */
export class Staff1732233600014 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table staff (
        id            uuid        not null,
        user_id       uuid,
        subject       text,
        invited_email text        not null,
        role          text        not null,
        invited_by    uuid        not null,
        created_at    timestamptz not null default now(),
        disabled_at   timestamptz,
        constraint staff_pkey                primary key (id),
        -- One role for a person. It also serves the role of each session, and the foreign key.
        constraint staff_user_id_key         unique (user_id),
        -- Serves the sign-in of a member.
        constraint staff_subject_key         unique (subject),
        -- One role for an address. It also serves the invitation that a sign-in takes up.
        constraint staff_invited_email_key   unique (invited_email),
        -- Whoever is deleted is staff no more, and nobody else takes the role up.
        constraint staff_user_id_fkey        foreign key (user_id) references users (id) on delete cascade,
        constraint staff_subject_check       check ((subject is null) = (user_id is null)),
        constraint staff_invited_email_check check (char_length(invited_email) between 3 and 254),
        constraint staff_role_check          check (role in ('owner', 'clerk', 'viewer'))
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table staff');
  }
}
