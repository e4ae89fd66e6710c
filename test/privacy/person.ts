import { randomInt } from 'node:crypto';
import type { Browser } from '../support/browser.js';
import type { CarrierApp } from '../support/carrier-app.js';
import { signInWithGoogle } from '../support/staff.js';
import { waitFor } from '../support/waiting.js';

/** A customer with an account, of whom every table holds something that nobody else has. */
export interface Person {
  readonly id: string;
  readonly code: string;
  readonly userId: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  /** What Google knows the person by. */
  readonly subject: string;
  readonly item: string;
  readonly key: string;
  readonly browser: Browser;
  readonly orderIds: readonly string[];
}

/**
 * Signs somebody in, makes them a customer, and places two orders, of which one is confirmed and
 * one cancelled. Their SMS are settled.
 */
export async function aPerson(at: CarrierApp): Promise<Person> {
  const tag = Array.from({ length: 8 }, () => String.fromCharCode(97 + randomInt(26))).join('');
  const person = {
    name: `Canary${tag} Kamau`,
    phone: `+2547${String(20_000_000 + randomInt(7e7))}`,
    email: `canary${tag}@example.com`,
    subject: `77${randomInt(1e6, 1e7)}${randomInt(2 ** 40)}`,
    item: `Canary item ${tag}`,
    key: `canary-key-${tag}`,
  };
  const browser = await signInWithGoogle(at, { email: person.email, subject: person.subject });
  const { rows } = await at.pool.query('select user_id from identities where subject = $1', [person.subject]);
  const userId = rows[0].user_id;
  await at.pool.query('update users set name = $2 where id = $1', [userId, person.name]);
  await at.api.post('/api/auth/add-user-number', { user_id: userId, phone_number: person.phone });
  const registered = await at.api.post('/api/auth/create-customer', { user_id: userId, name: person.name });
  const { customer_id: id, customer_code: code } = registered.json;
  const orderIds = [await place(at, person, code, person.key), await place(at, person, code, `${person.key}-2`)];
  await at.api.post('/api/orders/customer-order/confirm', { customer_code: code, order_id: orderIds[0] });
  await at.api.post(`/api/orders/${orderIds[1]}/cancel`);
  return { ...person, id, code, userId, browser, orderIds };
}

/** Places an order and waits until its SMS is on its way no more. Gives the order's id. */
async function place(at: CarrierApp, { item }: Pick<Person, 'item'>, code: string, key: string): Promise<string> {
  const body = { customer_code: code, item, amount: '420' };
  const { json } = await at.api.post('/api/orders', body, { 'Idempotency-Key': key });
  await settle(at, code);
  return json.order_id;
}

/** Waits until every SMS of the customer was sent and reported. */
export async function settle(at: CarrierApp, code: string): Promise<void> {
  const text = `select from notifications where customer_code = $1 and status in ('queued', 'sending', 'sent')`;
  await waitFor(
    async () => (await at.pool.query(text, [code])).rowCount,
    (waiting) => waiting === 0,
  );
}
