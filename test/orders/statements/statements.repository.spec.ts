import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Database } from '../../../src/database/database.js';
import { StatementsRepository } from '../../../src/orders/statements/statements.repository.js';
import { startApp, type TestApp } from '../../support/test-app.js';
import { placeThirteenOrders } from '../../support/thirteen-orders.js';

const NOBODY = '+254700000001';

describe('StatementsRepository', () => {
  let at: TestApp;
  /** Of customers with twelve orders, with one and with none, and of nobody. */
  let phones: string[];
  /** The ids of the thirteen orders, and one that is later than all of them. */
  let ids: readonly string[];
  beforeAll(async () => {
    at = await startApp();
    const placed = await placeThirteenOrders(at);
    phones = [...placed.phones, NOBODY];
    ({ ids } = placed);
  });
  afterAll(() => at.close());

  it('gives each of many readers that share a statement the orders before the one asked for', async () => {
    const rows = await at.pool.query<{
      id: string;
      phone: string;
      item: string;
      amount: string;
      number: string;
      at: Date;
    }>(
      `select o.id, c.phone, o.item, o.amount, o.number, o.created_at as at
       from orders o join customers c on c.id = o.customer_id order by o.id desc`,
    );
    const asked = fc.array(
      fc.record({ whose: fc.nat(3), before: fc.nat(13), limit: fc.integer({ min: 0, max: 14 }) }),
      {
        minLength: 1,
        maxLength: 100,
      },
    );
    await fc.assert(
      fc.asyncProperty(asked, async (asks) => {
        const repository = new StatementsRepository(at.app.get(Database));
        const pages = await Promise.all(
          asks.map((ask) => repository.page(phones[ask.whose] ?? '', ids[ask.before] ?? '', ask.limit)),
        );
        for (const [i, { whose, before, limit }] of asks.entries()) {
          const wanted = rows.rows
            .filter(({ id, phone }) => phone === phones[whose] && id < (ids[before] ?? ''))
            .slice(0, limit);
          const orders = wanted.map(({ id, item, amount, number }) => ({
            id,
            item,
            amount,
            number,
            status: 'pending',
          }));
          expect(pages[i] ?? null).toEqual(
            whose === 3
              ? null
              : {
                  customer_name: expect.any(String),
                  phone: phones[whose],
                  orders: orders.map(expect.objectContaining),
                },
          );
        }
      }),
      { numRuns: 30 },
    );
    const page = await new StatementsRepository(at.app.get(Database)).page(phones[0] ?? '', ids[13] ?? '', 1);
    expect(page?.orders[0]?.created_at).toBe(rows.rows.find(({ phone }) => phone === phones[0])?.at.toISOString());
  });
});
