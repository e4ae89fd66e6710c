import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Database } from '../../../src/database/database.js';
import { makeId } from '../../../src/database/ids.js';
import { PlacementsRepository } from '../../../src/orders/placing/placements.repository.js';
import { OrderReadsRepository } from '../../../src/orders/reading/order-reads.repository.js';
import { aCustomer } from '../../support/factories.js';
import { startApp, type TestApp } from '../../support/test-app.js';

const ITEMS = ['Mango', "O'Brien's “tea” \\ {x}", 'ndizi 🍌'];

describe('OrderReadsRepository', () => {
  let at: TestApp;
  /** The ids of thirteen orders, of which the first has no notification, and the id of none. */
  let ids: string[];
  beforeAll(async () => {
    at = await startApp();
    const placements = new PlacementsRepository(at.app.get(Database));
    const [many, few] = [await aCustomer(at.pool), await aCustomer(at.pool)];
    for (const [i, { code }] of [...Array(12).fill(many), few].entries()) {
      const order = {
        item: ITEMS[i % 3] ?? '',
        amount: `${i + 1}.50`,
        currency: 'KES',
        createdBy: null,
        idempotencyKey: null,
      };
      await placements.insert({ ...order, recipient: { code, phone: null } });
    }
    await at.pool.query('delete from notifications where order_id = (select min(id::text)::uuid from orders)');
    ids = [
      ...(await at.pool.query<{ id: string }>('select id from orders order by id')).rows.map(({ id }) => id),
      makeId(),
    ];
  });
  afterAll(() => at.close());

  it('gives each of many readers that share a statement the order asked for, or null', async () => {
    const asked = fc.array(fc.nat(13), { minLength: 1, maxLength: 150 });
    await fc.assert(
      fc.asyncProperty(asked, async (places) => {
        const repository = new OrderReadsRepository(at.app.get(Database));
        const found = await Promise.all(places.map((place) => repository.byId(ids[place] ?? '')));
        expect(found.map((order) => order?.id ?? null)).toEqual(
          places.map((place) => (place === 13 ? null : ids[place])),
        );
        expect(found.map((order) => order?.sms?.length ?? null)).toEqual(
          places.map((place) => (place === 13 ? null : place === 0 ? 0 : 1)),
        );
      }),
      { numRuns: 20 },
    );
  });
});
