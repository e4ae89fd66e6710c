import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../database/database.js';
import { countUpTo, type Page, type PageRequest, pageOf, WINDOW } from '../database/pages.js';
import type { ListedUser } from './listed-user.js';
import { User } from './user.entity.js';

const listedUserColumns = `
  u.id, u.email, u.name, u.role, u.phone, u.created_at, c.code as customer_code,
  array(select i.provider from identities i where i.user_id = u.id order by i.provider) as providers`;

/** Looked up for each user, for which the limit stands: joined in the plain way, thousands of customers would be read whole for a page of users. */
const ownCustomerJoin = 'left join lateral (select code from customers where user_id = u.id limit 1) c on true';

/** Customers and providers are looked up for the users of the page alone, not for those it skips. */
const newestSql = `
  select ${listedUserColumns}
  from (select * from users where id < $1 order by id desc offset $2 limit $3) u ${ownCustomerJoin}
  order by u.id desc`;

@Injectable()
export class UsersRepository {
  /** By `users_pkey`; the customer by `customers_user_id_key`, the providers by `identities_user_id_idx`. */
  async byId(db: Db, id: string): Promise<ListedUser | null> {
    const [row] = await db.query<ListedUser[]>(`select ${listedUserColumns} from users u ${ownCustomerJoin} where u.id = $1`, [id]);
    return row ?? null;
  }

  /** Newest first. Walks `users_pkey` backwards and stops after the page; counts {@link WINDOW} rows at most. */
  async list(db: Db, { before, offset, perPage, counted }: PageRequest): Promise<Page<ListedUser>> {
    const rows = await db.query<ListedUser[]>(newestSql, [before, offset, perPage + 1]);
    return pageOf(rows, perPage, counted ? await countUpTo(db, WINDOW + 1, 'users') : null);
  }

  /** By `users_pkey`; false when there is no such user. Violates `users_phone_key` when the number is another's. */
  async setPhone(tx: Tx, id: string, phone: string): Promise<boolean> {
    const { affected } = await tx.update(User, { id }, { phone });
    return affected === 1;
  }
}
