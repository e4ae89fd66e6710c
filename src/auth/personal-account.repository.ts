import { Injectable } from '@nestjs/common';
import type { Db } from '../database/database.js';
import type { HeldAccount, HeldIdentity, HeldRole, HeldSession } from './held-account.js';

/** Reads what is held about the account of one user. */
@Injectable()
export class PersonalAccountRepository {
  /** By `identities_user_id_idx`, `sessions_identity_idx` and `staff_user_id_key`. */
  async read(db: Db, userId: string): Promise<HeldAccount> {
    const identities = await db.query<HeldIdentity[]>(
      'select provider, subject, email, email_verified, created_at from identities where user_id = $1 order by created_at',
      [userId],
    );
    const sessions = await db.query<HeldSession[]>(
      `select s.provider, s.created_at, s.seen_at
       from identities i join sessions s on s.provider = i.provider and s.subject = i.subject
       where i.user_id = $1 order by s.created_at`,
      [userId],
    );
    const [role] = await db.query<HeldRole[]>(
      'select role, invited_email, created_at, disabled_at from staff where user_id = $1',
      [userId],
    );
    return { identities, sessions, role: role ?? null };
  }
}
