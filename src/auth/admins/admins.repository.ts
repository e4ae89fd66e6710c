import { Injectable } from '@nestjs/common';
import { Database, type Db } from '../../database/database.js';
import { Prepared } from '../../database/prepared.js';

/** What a login needs to know of an admin. */
export interface AdminCredentials {
  readonly id: string;
  readonly password_hash: string;
  readonly token_version: number;
}

const credentials = new Prepared<AdminCredentials>(
  'admin_credentials',
  `select id, password_hash, token_version from users where email = $1 and role = 'admin' and disabled_at is null`,
);

const credentialsById = new Prepared<{ email: string; password_hash: string }>(
  'admin_credentials_by_id',
  `select email, password_hash from users where id = $1 and role = 'admin' and disabled_at is null`,
);

const tokenVersion = new Prepared<{ token_version: number }>(
  'admin_token_version',
  `select token_version from users where id = $1 and role = 'admin' and disabled_at is null`,
);

/** Reads admins from `users`; src/users writes them. */
@Injectable()
export class AdminsRepository {
  constructor(private readonly database: Database) {}

  /** By `users_admin_email_key`; null when no admin who may log in has that e-mail. */
  async credentials(email: string): Promise<AdminCredentials | null> {
    const [row] = await this.database.run(credentials, [email]);
    return row ?? null;
  }

  /** By `users_pkey`; null when no admin who may log in has that id. */
  async credentialsById(id: string): Promise<{ readonly email: string; readonly password_hash: string } | null> {
    const [row] = await this.database.run(credentialsById, [id]);
    return row ?? null;
  }

  /** Whether an admin who may log in has that id. By `users_pkey`. */
  async isEnabled(db: Db, id: string): Promise<boolean> {
    const text = `select from users where id = $1 and role = 'admin' and disabled_at is null`;
    return (await db.query<object[]>(text, [id])).length === 1;
  }

  /** By `users_pkey`; null when no admin who may log in has that id. */
  async tokenVersion(id: string): Promise<number | null> {
    const [row] = await this.database.run(tokenVersion, [id]);
    return row?.token_version ?? null;
  }
}
