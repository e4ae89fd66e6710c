import { Database } from '../../src/database/database.js';
import { makeId } from '../../src/database/ids.js';
import { PlacementsRepository } from '../../src/orders/placing/placements.repository.js';
import { aCustomer } from './factories.js';
import type { TestApp } from './test-app.js';

const ITEMS = ['Mango', "O'Brien's “tea” \\ {x}", 'ndizi 🍌'];

/** Thirteen orders, of which the first has no notification. */
export interface ThirteenOrders {
  /** Of customers with twelve orders, with one and with none. */
  readonly phones: readonly [many: string, few: string, none: string];
  /** The ids of the orders, and one of no order that is later than all of them. */
  readonly ids: readonly string[];
}

/** Places the orders in an empty database. */
export async function placeThirteenOrders({ app, pool }: TestApp): Promise<ThirteenOrders> {
  const placements = new PlacementsRepository(app.get(Database));
  const [many, few, none] = [await aCustomer(pool), await aCustomer(pool), await aCustomer(pool)];
  const common = { currency: 'KES', createdBy: null, idempotencyKey: null, notify: true };
  for (const [i, { code }] of [...Array(12).fill(many), few].entries()) {
    const order = { ...common, item: ITEMS[i % 3] ?? '', amount: `${i + 1}.50` };
    await placements.insert({ ...order, recipient: { code, phone: null } });
  }
  await pool.query('delete from notifications where order_id = (select min(id::text)::uuid from orders)');
  const { rows } = await pool.query<{ id: string }>('select id from orders order by id');
  return { phones: [many.phone, few.phone, none.phone], ids: [...rows.map(({ id }) => id), makeId()] };
}
