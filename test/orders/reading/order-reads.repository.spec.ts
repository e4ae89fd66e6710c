import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Database } from '../../../src/database/database.js';
import { OrderReadsRepository } from '../../../src/orders/reading/order-reads.repository.js';
import { startApp, type TestApp } from '../../support/test-app.js';
import { placeThirteenOrders } from '../../support/thirteen-orders.js';

describe('OrderReadsRepository', () => {
  let at: TestApp;
  /** The ids of thirteen orders, of which the first has no notification, and the id of none. */
  let ids: readonly string[];
  beforeAll(async () => {
    at = await startApp();
    ({ ids } = await placeThirteenOrders(at));
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
