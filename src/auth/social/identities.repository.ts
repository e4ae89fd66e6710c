import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/database.js';
import type { IdentityKey, Provider } from '../session/session.js';
import type { AccountOfEmail } from './link-decision.js';
import type { SocialProfile } from './social-profile.js';

/** An identity that a user signs in with. */
export interface ConnectedIdentity {
  readonly provider: Provider;
  readonly email: string | null;
  readonly created_at: Date;
}

/** All SQL that writes `identities` and `identity_addresses`. */
@Injectable()
export class IdentitiesRepository {
  /** The id of the user who has the identity, by `identities_pkey`; null when nobody has. */
  async owner(db: Db, { provider, subject }: IdentityKey): Promise<string | null> {
    const text = 'select user_id from identities where provider = $1 and subject = $2';
    const [row] = await db.query<{ user_id: string }[]>(text, [provider, subject]);
    return row?.user_id ?? null;
  }

  /**
   * Users who have the e-mail verified, and admins who have it: two at most.
   * By `users_verified_email_key`, `users_admin_email_key` and `identities_user_id_idx`.
   */
  async accountsOfEmail(db: Db, email: string, provider: Provider): Promise<AccountOfEmail[]> {
    const text = `
      select a.*, exists (select from identities i where i.user_id = a.id and i.provider = $2) as has_provider
      from (
        select id, role, email_verified from users where email = $1 and email_verified
        union
        select id, role, email_verified from users where email = $1 and role = 'admin'
      ) a`;
    return db.query<AccountOfEmail[]>(text, [email, provider]);
  }

  /** What a user signs in with, oldest first. By `identities_user_id_idx`. */
  async ofUser(db: Db, userId: string): Promise<ConnectedIdentity[]> {
    const text = 'select provider, email, created_at from identities where user_id = $1 order by created_at';
    return db.query<ConnectedIdentity[]>(text, [userId]);
  }

  /** Violates `identities_pkey` when somebody has the identity already. */
  async insert(tx: Tx, userId: string, { provider, subject, email, emailVerified }: SocialProfile): Promise<void> {
    const text = `
      insert into identities (provider, subject, user_id, email, email_verified)
      values ($1, $2, $3, $4, $5)`;
    await tx.query(text, [provider, subject, userId, email, emailVerified]);
  }

  /**
   * Updates what the provider says of the e-mail, if it says something new. By `identities_pkey`.
   * Otherwise sign-ins of one identity at the same time would wait for each other's row.
   */
  async updateEmail(tx: Tx, { provider, subject, email, emailVerified }: SocialProfile): Promise<void> {
    const text = `
      update identities set email = $3, email_verified = $4
      where provider = $1 and subject = $2 and (email, email_verified) is distinct from ($3::text, $4::boolean)`;
    await tx.query(text, [provider, subject, email, emailVerified]);
  }

  /**
   * The subject that first showed the provider's verified address; null when none did.
   * By `identity_addresses_pkey`.
   */
  async firstOfAddress(db: Db, { provider, email }: Pick<SocialProfile, 'provider' | 'email'>): Promise<string | null> {
    const text = 'select subject from identity_addresses where provider = $1 and email = $2';
    const [row] = await db.query<{ subject: string }[]>(text, [provider, email]);
    return row?.subject ?? null;
  }

  /** Remembers who first showed a verified address, for good. */
  async rememberAddress(tx: Tx, { provider, subject, email }: SocialProfile): Promise<void> {
    const text = `
      insert into identity_addresses (provider, email, subject) values ($1, $2, $3)
      on conflict (provider, email) do nothing`;
    await tx.query(text, [provider, email, subject]);
  }
}
