import { Injectable } from '@nestjs/common';
import { Database, type Db, type Tx } from '../database/database.js';
import { makeId } from '../database/ids.js';
import { UserUnknown } from './users.errors.js';
import { type NewAdmin, type NewUser, type UserRow, UsersRepository } from './users.repository.js';

/**
 * Accounts, each about itself alone. Every write to `users` goes through here.
 * A violated constraint reaches the caller as PostgreSQL reports it.
 */
@Injectable()
export class UsersService {
  constructor(
    private readonly database: Database,
    private readonly users: UsersRepository,
  ) {}

  /** What a user sees of their own account. @throws UserUnknown */
  profile(id: string): Promise<UserRow> {
    return this.byId(this.database.db, id);
  }

  /** @throws UserUnknown */
  async byId(db: Db, id: string): Promise<UserRow> {
    const user = await this.users.byId(db, id);
    if (user === null) throw new UserUnknown();
    return user;
  }

  /**
   * Makes an admin and gives the id.
   * Violates `users_admin_email_key` or `users_phone_key` when another has the e-mail or the phone.
   */
  async addAdmin(admin: NewAdmin): Promise<string> {
    const id = makeId();
    await this.users.insertAdmin(id, admin);
    return id;
  }

  /**
   * Makes a user and gives the id.
   * Violates `users_verified_email_key` when another has the verified address.
   */
  async addUser(tx: Tx, user: NewUser): Promise<string> {
    const id = makeId();
    await this.users.insertUser(tx, id, user);
    return id;
  }

  /** Ends every token of an admin. */
  raiseTokenVersion(id: string): Promise<void> {
    return this.users.raiseTokenVersion(id);
  }

  /**
   * Gives a user an E.164 number. Violates `users_phone_key` when it is another's.
   * @throws UserUnknown
   */
  async setPhone(tx: Tx, id: string, phone: string): Promise<void> {
    if (!(await this.users.setPhone(tx, id, phone))) throw new UserUnknown();
  }

  /**
   * Gives an admin a new password (argon2id in PHC form) and ends every token.
   * @param old the hash that must be there still; null when any may
   * @returns the version of the tokens from now on; null when nothing was changed
   */
  setPassword(id: string, hash: string, old: string | null): Promise<number | null> {
    return this.users.setPassword(id, hash, old);
  }

  /** Lets an admin log in no more, or again, and ends every token. False when there is none. */
  setDisabled(tx: Tx, id: string, disabled: boolean): Promise<boolean> {
    return this.users.setDisabled(tx, id, disabled);
  }
}
