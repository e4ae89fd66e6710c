import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/database.js';
import { countUpTo, cutPage, type Page, type PageRequest, WINDOW } from '../../database/pages.js';
import type { Role } from '../../http/access/roles.js';
import type { IdentityKey } from '../session/session.js';
import type { EntryStanding, NewStaffMember, StaffMember, UserStanding } from './staff-member.js';

const memberColumns = `
  s.id, s.user_id, case when i.email_verified then i.email else s.invited_email end as email, u.name,
  s.role, s.invited_by, s.created_at, s.disabled_at`;

const accountJoin = `
  left join identities i on i.provider = 'google' and i.subject = s.subject
  left join users u on u.id = s.user_id`;

const byIdSql = `select ${memberColumns} from staff s ${accountJoin} where s.id = $1`;

const newestSql = `
  select ${memberColumns}
  from (select * from staff where id < $1 order by id desc offset $2 limit $3) s ${accountJoin}
  order by s.id desc`;

const inviteSql = `
  insert into staff (id, invited_email, role, invited_by)
  select $1, $2, $3, $4
  where not exists (
    -- The address of a member's account may have changed since the invitation.
    select from identity_addresses a join staff s on s.subject = a.subject
    where a.provider = 'google' and a.email = $2)
  returning id`;

const takeUpSql = `
  update staff set user_id = $1, subject = $2
  where invited_email = $3 and user_id is null and disabled_at is null
    -- Nobody has two roles.
    and not exists (select from staff where user_id = $1)
    -- Whoever got the mail box of somebody else is not the one who was invited.
    and exists (select from identity_addresses where provider = 'google' and email = $3 and subject = $2)`;

const entrySql = `
  select
    (select s.role from staff s join identities i on i.user_id = s.user_id
     where s.subject = $1 and s.disabled_at is null and i.provider = 'google' and i.subject = $1) as role,
    exists (select from staff where invited_email = $2 and user_id is null and disabled_at is null) as is_invited,
    exists (select from identity_addresses where provider = 'google' and email = $2 and subject = $1) as is_first`;

const userSql = `
  select
    (select role from staff where user_id = $1 and disabled_at is null) as role,
    array(
      select i.email
      from identities i left join identity_addresses a on a.provider = i.provider and a.email = i.email
      where i.user_id = $1 and i.provider = 'google' and i.email_verified
        and coalesce(a.subject = i.subject, true)) as emails`;

/** Chosen freely. Every change of who may do what takes the lock of this number. */
const RIGHTS_LOCK = 4_741_730;

/** All SQL that writes `staff`. */
@Injectable()
export class StaffRepository {
  /** Waits for every other change of who may do what, at any process. It ends with `tx`. */
  async lockRights(tx: Tx): Promise<void> {
    await tx.query('select pg_advisory_xact_lock($1)', [RIGHTS_LOCK]);
  }

  /** By `staff_pkey`. */
  async byId(db: Db, id: string): Promise<StaffMember | null> {
    const [row] = await db.query<StaffMember[]>(byIdSql, [id]);
    return row ?? null;
  }

  /** Newest first. Walks `staff_pkey` backwards and stops after the page. */
  async list(db: Db, { before, offset, perPage, counted }: PageRequest): Promise<Page<StaffMember>> {
    const rows = await db.query<StaffMember[]>(newestSql, [before, offset, perPage + 1]);
    return cutPage(rows, perPage, counted ? await countUpTo(db, WINDOW + 1, 'staff') : null);
  }

  /**
   * False when a member's Google account has shown the address, by `identity_addresses_pkey`.
   * Violates `staff_invited_email_key` when the address was invited before.
   */
  async invite(tx: Tx, { id, email, role, invitedBy }: NewStaffMember): Promise<boolean> {
    return (await tx.query<object[]>(inviteSql, [id, email, role, invitedBy])).length === 1;
  }

  /** By `staff_pkey`. Disabling a disabled member again keeps the first instant. */
  async update(tx: Tx, id: string, role: Role, disabled: boolean): Promise<void> {
    const text = `
      update staff set role = $2, disabled_at = case when $3 then coalesce(disabled_at, now()) end
      where id = $1`;
    await tx.query(text, [id, role, disabled]);
  }

  /**
   * Whether another enabled owner has signed in. Reads the table, which has a row for each person.
   */
  async hasOtherOwner(db: Db, id: string): Promise<boolean> {
    const text = `
      select from staff where role = 'owner' and disabled_at is null and user_id is not null and id <> $1 limit 1`;
    return (await db.query<object[]>(text, [id])).length === 1;
  }

  /**
   * Gives the user the role that the address was invited to, if nobody has taken it up.
   * By `staff_invited_email_key`, `staff_user_id_key` and `identity_addresses_pkey`.
   * @param email one that Google vouches for
   */
  async takeUp(tx: Tx, userId: string, subject: string, email: string | null): Promise<void> {
    await tx.query(takeUpSql, [userId, subject, email]);
  }

  /**
   * How a Google account stands to the roles.
   * By `staff_subject_key`, `staff_invited_email_key`, `identities_pkey` and
   * `identity_addresses_pkey`.
   */
  async standingOf(db: Db, subject: IdentityKey['subject'], email: string | null): Promise<EntryStanding> {
    const [row] = await db.query<[EntryStanding]>(entrySql, [subject, email]);
    return row;
  }

  /** What a user may hold, by `staff_user_id_key` and `identities_user_id_idx`. */
  async standingOfUser(db: Db, userId: string): Promise<UserStanding> {
    const [row] = await db.query<[UserStanding]>(userSql, [userId]);
    return row;
  }
}
