import type { ClientBase, Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { SandboxCarrier } from '../../src/development/carrier/sandbox-carrier.js';
import { waitFor } from './waiting.js';

/**
 * Inserts `count` customers with a phone, an order and a queued notification each.
 * Gives the phones.
 */
export async function queueNotifications(pool: Pool | ClientBase, count: number): Promise<string[]> {
  const { rows } = await pool.query('select count(*)::int as customers from customers');
  const first = rows[0].customers;
  const phones = Array.from({ length: count }, (_, n) => `+2547${String(20_000_000 + first + n)}`);
  const letter = (digit: string) => String.fromCharCode(65 + Number.parseInt(digit, 26));
  const codes = phones.map((_, n) => [...(first + n).toString(26).padStart(8, '0')].map(letter).join(''));
  const ids = () => phones.map(() => uuidv7());
  await pool.query(
    `with made as (
       insert into customers (id, code, name, phone) select id, code, 'Wanjiku Kamau', phone from unnest($1::uuid[], $2::text[], $3::text[]) as t (id, code, phone)
       returning id, phone),
     placed as (
       insert into orders (id, customer_id, item, amount, currency)
       select o.id, m.id, 'Mango', 420, 'KES' from made m join unnest($4::uuid[], $3::text[]) as o (id, phone) on o.phone = m.phone
       returning id, customer_id)
     insert into notifications (id, order_id, phone)
     select n.id, p.id, m.phone from placed p join made m on m.id = p.customer_id join unnest($5::uuid[], $3::text[]) as n (id, phone) on n.phone = m.phone`,
    [ids(), codes, phones, ids(), ids()],
  );
  return phones;
}

/** Waits until no notification is queued or being sent, and counts all by status. */
export async function waitUntilSettled(pool: Pool, ms: number): Promise<Record<string, number>> {
  const count = async () => {
    const { rows } = await pool.query(
      'select status, count(*)::int as notifications from notifications group by status',
    );
    return Object.fromEntries(rows.map(({ status, notifications }) => [status, notifications])) as Record<
      string,
      number
    >;
  };
  return waitFor(count, (counts) => counts.queued === undefined && counts.sending === undefined, ms);
}

/** For each notification its phone and status, and how many SMS the carrier took for that phone. */
export async function compareWithCarrier(
  pool: Pool,
  carrier: SandboxCarrier,
): Promise<{ taken: number; status: string; phone: string }[]> {
  const { rows } = await pool.query('select phone, status from notifications');
  const taken = new Map<string, number>();
  for (const { phone } of carrier.phones.messages()) taken.set(phone, (taken.get(phone) ?? 0) + 1);
  return rows.map(({ phone, status }) => ({ phone, status, taken: taken.get(phone) ?? 0 }));
}
