import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../database/database.js';
import { Prepared } from '../../database/prepared.js';

const putSql = `
  insert into password_resets (user_id, digest, created_by, expires_at)
  select id, $2, $3, now() + make_interval(secs => $4) from users where id = $1 and role = 'admin' and disabled_at is null
  on conflict (user_id) do update
  set digest = excluded.digest, created_by = excluded.created_by, expires_at = excluded.expires_at
  returning user_id`;

const takeSql = `
  delete from password_resets r using users u
  where u.email = $1 and u.role = 'admin' and u.disabled_at is null
    and r.user_id = u.id and r.digest = $2 and r.expires_at > now()
  returning r.user_id`;

const deleteOver = new Prepared<object>(
  'password_resets_delete_over',
  `delete from password_resets
   where user_id in (select user_id from password_resets where expires_at < now() order by expires_at limit 1000)
   returning user_id`,
);

/** The table `password_resets`: one code an admin, as a digest. A new code ends the one before. */
@Injectable()
export class PasswordResetsRepository {
  constructor(private readonly database: Database) {}

  /** False when no admin who may log in has that id. By `users_pkey` and `password_resets_pkey`. */
  async put(tx: Tx, userId: string, digest: Buffer, createdBy: string, seconds: number): Promise<boolean> {
    return (await tx.query<object[]>(putSql, [userId, digest, createdBy, seconds])).length === 1;
  }

  /**
   * Uses a code up and gives its admin; null when it is none of that e-mail, or is over.
   * By `users_admin_email_key` and `password_resets_pkey`.
   */
  async take(tx: Tx, email: string, digest: Buffer): Promise<string | null> {
    const [[row]] = await tx.query<[{ user_id: string }[], number]>(takeSql, [email, digest]);
    return row?.user_id ?? null;
  }

  /**
   * Deletes up to 1,000 codes that are over, and gives their number.
   * By `password_resets_expires_at_idx`.
   */
  async deleteOver(): Promise<number> {
    return (await this.database.run(deleteOver, [])).length;
  }
}
