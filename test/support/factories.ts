import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';

let made = 0;

/** A Kenyan mobile number, another one each time. */
export const aPhone = (): string => `+2547${String(10_000_000 + ++made).padStart(8, '0')}`;

/** Inserts a customer with a phone of its own. */
export async function aCustomer(
  pool: Pool,
  name = 'Wanjiku Kamau',
): Promise<{ id: string; code: string; name: string; phone: string }> {
  const phone = aPhone();
  const code = Array.from({ length: 8 }, () => String.fromCharCode(65 + Math.floor(Math.random() * 26))).join('');
  const id = uuidv7();
  await pool.query('insert into customers (id, code, name, phone) values ($1, $2, $3, $4)', [id, code, name, phone]);
  return { id, code, name, phone };
}

/** Inserts a user without a phone, as a social sign-in does. */
export async function aUser(
  pool: Pool,
  email: string | null = `user${++made}@example.com`,
): Promise<{ id: string; email: string | null }> {
  const id = uuidv7();
  await pool.query(
    `insert into users (id, role, email, email_verified, name) values ($1, 'user', $2, true, 'Otieno Odhiambo')`,
    [id, email],
  );
  return { id, email };
}

/**
 * Inserts `count` pending orders of a customer, a millisecond apart, each with its queued
 * notification.
 */
export async function someOrders(pool: Pool, customerId: string, count: number): Promise<void> {
  await pool.query(
    `with numbered as (select n, lpad(to_hex(1700000000000 + n), 12, '0') as ms, md5(random()::text) as noise from generate_series(1, $2::int) n),
     placed as (
       insert into orders (id, customer_id, item, amount, currency)
       select (substr(ms, 1, 8) || '-' || substr(ms, 9) || '-7' || substr(noise, 1, 3) || '-8' || substr(noise, 4, 3) || '-' || substr(noise, 7, 12))::uuid,
              $1, 'Item ' || n, n, 'KES'
       from numbered order by n
       returning id, number, customer_id)
     insert into notifications (id, order_id, order_number, customer_code, phone)
     select gen_random_uuid(), p.id, p.number, c.code, c.phone from placed p join customers c on c.id = p.customer_id`,
    [customerId, count],
  );
}
