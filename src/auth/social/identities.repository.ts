import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/database.js';
import type { IdentityKey, Provider } from '../session/session.js';
import type { AccountOfEmail } from './link-decision.js';
import type { SocialProfile } from './social-profile.js';

/** A provider that somebody signs in with. */
export interface ConnectedIdentity {
  readonly provider: Provider;
  readonly email: string | null;
  readonly created_at: Date;
}

@Injectable()
export class IdentitiesRepository {
  /** By `identities_pkey`; null when nobody here has it. */
  async owner(db: Db, { provider, subject }: IdentityKey): Promise<string | null> {
    const [row] = await db.query<{ user_id: string }[]>('select user_id from identities where provider = $1 and subject = $2', [
      provider,
      subject,
    ]);
    return row?.user_id ?? null;
  }

  /** Accounts for which the address counts, by `users_verified_email_key` and `users_admin_email_key`: two at most. */
  async accountsOfEmail(db: Db, email: string): Promise<AccountOfEmail[]> {
    return db.query<AccountOfEmail[]>(
      `select id, role, email_verified from users where email = $1 and email_verified
       union
       select id, role, email_verified from users where email = $1 and role = 'admin'`,
      [email],
    );
  }

  /** What a user signs in with, in the order of adding. By `identities_user_id_idx`. */
  async ofUser(db: Db, userId: string): Promise<ConnectedIdentity[]> {
    return db.query<ConnectedIdentity[]>('select provider, email, created_at from identities where user_id = $1 order by created_at', [
      userId,
    ]);
  }

  /** A user as a sign-in makes one. Violates `users_verified_email_key` when another has the verified address. */
  async insertUser(tx: Tx, id: string, { email, emailVerified, name }: SocialProfile): Promise<void> {
    await tx.query(`insert into users (id, role, email, email_verified, name) values ($1, 'user', $2, $3, $4)`, [
      id,
      email,
      emailVerified,
      name,
    ]);
  }

  /** Violates `identities_pkey` when somebody has the identity already. */
  async insert(tx: Tx, userId: string, { provider, subject, email, emailVerified }: SocialProfile): Promise<void> {
    await tx.query('insert into identities (provider, subject, user_id, email, email_verified) values ($1, $2, $3, $4, $5)', [
      provider,
      subject,
      userId,
      email,
      emailVerified,
    ]);
  }

  /** Keeps what the provider says now of the address. By `identities_pkey`. */
  async note(tx: Tx, { provider, subject, email, emailVerified }: SocialProfile): Promise<void> {
    await tx.query('update identities set email = $3, email_verified = $4 where provider = $1 and subject = $2', [
      provider,
      subject,
      email,
      emailVerified,
    ]);
  }
}
