import { Injectable } from '@nestjs/common';
import type { Db } from '../database/database.js';
import { countUpTo, cutPage, type Page, type PageRequest, WINDOW } from '../database/pages.js';
import { type ListedUser, listedUserColumns, ownCustomerJoin } from './listed-user.js';

const byIdSql = `select ${listedUserColumns} from users u ${ownCustomerJoin} where u.id = $1`;

/**
 * Customers and providers are looked up for the users of the page only, not for those that it
 * skips.
 */
const newestSql = `
  select ${listedUserColumns}
  from (select * from users where id < $1 order by id desc offset $2 limit $3) u ${ownCustomerJoin}
  order by u.id desc`;

const waitingSql = `
  select ${listedUserColumns}
  from (
    select * from users
    where role = 'user' and phone is null and id < $1
      -- staff do not wait for a number
      and not exists (select from staff where user_id = users.id)
      and coalesce(email <> all ($3) or not email_verified, true)
    order by id desc limit $2
  ) u ${ownCustomerJoin}
  order by u.id desc`;

/** Reads across users, their identities, roles and customers. Writes nothing. */
@Injectable()
export class UserDirectoryRepository {
  /** By `users_pkey`, `customers_user_id_key` and `identities_user_id_idx`. */
  async byId(db: Db, id: string): Promise<ListedUser | null> {
    const [row] = await db.query<ListedUser[]>(byIdSql, [id]);
    return row ?? null;
  }

  /**
   * Newest first.
   * Walks `users_pkey` backwards and stops after the page; counts {@link WINDOW} rows at most.
   */
  async list(db: Db, { before, offset, perPage, counted }: PageRequest): Promise<Page<ListedUser>> {
    const rows = await db.query<ListedUser[]>(newestSql, [before, offset, perPage + 1]);
    return cutPage(rows, perPage, counted ? await countUpTo(db, WINDOW + 1, 'users') : null);
  }

  /**
   * Users without a number who are no staff, newest first.
   * Walks `users_waiting_idx` and stops after the page. Looks up each in `staff_user_id_key`.
   * @param staffEmails verified addresses of staff besides those in `staff`
   */
  async listWaiting(
    db: Db,
    { before, perPage }: PageRequest,
    staffEmails: readonly string[],
  ): Promise<Page<ListedUser>> {
    const rows = await db.query<ListedUser[]>(waitingSql, [before, perPage + 1, staffEmails]);
    return cutPage(rows, perPage, null);
  }
}
