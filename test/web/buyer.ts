import { aBrowser, type Browser } from '../support/browser.js';
import { aCustomer, someOrders } from '../support/factories.js';
import type { TestApp } from '../support/test-app.js';

/** A customer who is signed in. `orders` are the ids of their orders, newest first. */
export interface Buyer {
  readonly browser: Browser;
  readonly orders: readonly string[];
}

/** Signs in a person of the sandbox and makes them a customer with `count` pending orders. */
export async function signInBuyer(at: TestApp, person: string, count: number): Promise<Buyer> {
  const browser = aBrowser(at);
  await browser.signIn('google', person);
  const customer = await aCustomer(at.pool, person);
  const text = `update customers set user_id = (select user_id from identities where email like $2 || '%' limit 1) where id = $1`;
  await at.pool.query(text, [customer.id, person]);
  await someOrders(at.pool, customer.id, count);
  const { rows } = await at.pool.query('select id from orders where customer_id = $1 order by id desc', [customer.id]);
  return { browser, orders: rows.map((row) => row.id) };
}

/** Empties the tables that sign-ins and orders fill. */
export const forgetEverybody = (at: TestApp): Promise<unknown> =>
  at.pool.query('truncate notifications, orders, customers, users, identities, sessions, used_states cascade');
