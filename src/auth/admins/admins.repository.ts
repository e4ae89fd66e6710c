import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/database.js';
import { Database } from '../../database/database.js';
import { Prepared } from '../../database/prepared.js';
import { User } from '../../users/user.entity.js';

/** What a login needs to know of an admin. */
export interface AdminCredentials {
  readonly id: string;
  readonly password_hash: string;
  readonly token_version: number;
}

const credentials = new Prepared<AdminCredentials>(
  'admin_credentials',
  `select id, password_hash, token_version from users where email = $1 and role = 'admin'`,
);

const tokenVersion = new Prepared<{ token_version: number }>(
  'admin_token_version',
  `select token_version from users where id = $1 and role = 'admin'`,
);

@Injectable()
export class AdminsRepository {
  constructor(private readonly database: Database) {}

  /** Violates `users_admin_email_key` or `users_phone_key` when another has the e-mail or the phone. */
  async insert(tx: Tx, admin: { id: string; email: string; phone: string; passwordHash: string }): Promise<void> {
    await tx.insert(User, { ...admin, role: 'admin', emailVerified: false });
  }

  /** By `users_admin_email_key`. */
  async credentials(email: string): Promise<AdminCredentials | null> {
    const [row] = await this.database.run(credentials, [email]);
    return row ?? null;
  }

  /** By `users_pkey`; null when no admin has that id. */
  async tokenVersion(id: string): Promise<number | null> {
    const [row] = await this.database.run(tokenVersion, [id]);
    return row?.token_version ?? null;
  }

  /** Ends every token of the admin. */
  async raiseTokenVersion(tx: Tx, id: string): Promise<void> {
    await tx.increment(User, { id }, 'tokenVersion', 1);
  }
}
