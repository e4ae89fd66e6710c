import type { UserRow } from '../users/users.repository.js';

/**
 * A user as the directory lists one: the account, how the user signs in, and as which customer the
 * user orders.
 */
export interface ListedUser extends UserRow {
  /** In alphabetical order. */
  readonly providers: readonly string[];
  /** Null while the user is no customer. */
  readonly customer_code: string | null;
}

/**
 * Columns of a {@link ListedUser}, from `users u` and the user's customer `c`.
 * Providers by `identities_user_id_idx`.
 */
export const listedUserColumns = `
  u.id, u.email, u.name, u.role, u.phone, u.created_at, u.erasure_asked_at, c.code as customer_code,
  array(select i.provider from identities i where i.user_id = u.id order by i.provider) as providers`;

/**
 * The customer `c` of each user `u`, by `customers_user_id_key`. The limit makes PostgreSQL look it
 * up for each row. A plain join reads thousands of customers for a page of users.
 */
export const ownCustomerJoin = 'left join lateral (select code from customers where user_id = u.id limit 1) c on true';
