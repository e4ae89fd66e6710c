import { Injectable } from '@nestjs/common';
import { Database, type Db, type Tx } from '../database/database.js';
import { Prepared } from '../database/prepared.js';

/**
 * Somebody with an account: an admin, who has a password, or a user who signs in with a provider.
 */
export interface UserRow {
  readonly id: string;
  /** Lower case; null when the provider told none. */
  readonly email: string | null;
  readonly name: string | null;
  readonly role: 'user' | 'admin';
  /** E.164. An admin sets it, since providers tell none. */
  readonly phone: string | null;
  readonly created_at: Date;
}

/** What is needed to make an admin. */
export interface NewAdmin {
  readonly email: string;
  /** E.164. */
  readonly phone: string;
  /** Argon2id in PHC form, with its parameters. */
  readonly passwordHash: string;
}

/** What is needed to make a user. */
export interface NewUser {
  /** Lower case. */
  readonly email: string | null;
  /** Whether the owner of the address has shown that it is theirs. */
  readonly emailVerified: boolean;
  readonly name: string | null;
}

const insertAdmin = new Prepared<object>(
  'user_insert_admin',
  `insert into users (id, role, email, phone, password_hash) values ($1, 'admin', $2, $3, $4)`,
);

const raiseTokenVersion = new Prepared<object>(
  'user_raise_token_version',
  'update users set token_version = token_version + 1 where id = $1',
);

const setPassword = new Prepared<{ token_version: number }>(
  'user_set_password',
  `update users set password_hash = $2, token_version = token_version + 1
   where id = $1 and role = 'admin' and disabled_at is null and ($3::text is null or password_hash = $3)
   returning token_version`,
);

/** All SQL that writes `users`. */
@Injectable()
export class UsersRepository {
  constructor(private readonly database: Database) {}

  /** By `users_pkey`. */
  async byId(db: Db, id: string): Promise<UserRow | null> {
    const text = 'select id, email, name, role, phone, created_at from users where id = $1';
    const [row] = await db.query<UserRow[]>(text, [id]);
    return row ?? null;
  }

  /**
   * Violates `users_admin_email_key` or `users_phone_key` when another has the e-mail or the phone.
   */
  async insertAdmin(id: string, { email, phone, passwordHash }: NewAdmin): Promise<void> {
    await this.database.run(insertAdmin, [id, email, phone, passwordHash]);
  }

  /** Violates `users_verified_email_key` when another has the verified address. */
  async insertUser(tx: Tx, id: string, { email, emailVerified, name }: NewUser): Promise<void> {
    const text = `insert into users (id, role, email, email_verified, name) values ($1, 'user', $2, $3, $4)`;
    await tx.query(text, [id, email, emailVerified, name]);
  }

  /**
   * By `users_pkey`.
   * Tokens carry the version they were made under, so this ends every token of the admin.
   */
  async raiseTokenVersion(id: string): Promise<void> {
    await this.database.run(raiseTokenVersion, [id]);
  }

  /**
   * By `users_pkey`; false when there is no such user.
   * Violates `users_phone_key` when the phone is another's.
   */
  async setPhone(tx: Tx, id: string, phone: string): Promise<boolean> {
    const [, updated] = await tx.query<[object[], number]>('update users set phone = $2 where id = $1', [id, phone]);
    return updated === 1;
  }

  /**
   * Gives an admin a new password and ends every token. By `users_pkey`.
   * @param old the hash that must be there still; null when any may
   * @returns the version of the tokens from now on; null when nothing was changed
   */
  async setPassword(id: string, hash: string, old: string | null): Promise<number | null> {
    const [row] = await this.database.run(setPassword, [id, hash, old]);
    return row?.token_version ?? null;
  }

  /** Ends every token of an admin too. By `users_pkey`; false when no admin has that id. */
  async setDisabled(tx: Tx, id: string, disabled: boolean): Promise<boolean> {
    const text = `
      update users set disabled_at = case when $2 then coalesce(disabled_at, now()) end, token_version = token_version + 1
      where id = $1 and role = 'admin'`;
    const [, updated] = await tx.query<[object[], number]>(text, [id, disabled]);
    return updated === 1;
  }
}
