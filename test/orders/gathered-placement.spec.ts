import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { Database } from '../../src/database/database.js';
import type { Placement } from '../../src/orders/placement.js';
import { PlacementsRepository } from '../../src/orders/placements.repository.js';
import { aCustomer } from '../setup/factories.js';
import { startApp, type TestApp } from '../setup/test-app.js';

const CALLERS = [uuidv7(), uuidv7(), null];
const UNKNOWN = { code: 'ZZZZZZZZ', phone: null } as const;

describe('placements that share a statement', () => {
  let at: TestApp;
  let recipients: Placement['recipient'][];
  beforeAll(async () => {
    at = await startApp();
    const [one, two] = [await aCustomer(at.pool), await aCustomer(at.pool)];
    recipients = [{ code: one.code, phone: null }, { code: null, phone: two.phone }, { code: null, phone: one.phone }, UNKNOWN];
  });
  afterAll(() => at.close());

  const placements = fc.array(
    fc.record({
      recipient: fc.integer({ min: 0, max: 3 }),
      item: fc.constantFrom('Mango', 'Kale', "O'Brien's “tea” \\ {x}", 'ndizi 🍌', 'null'),
      amount: fc.constantFrom('1.00', '420.00', '999999999999.99'),
      createdBy: fc.constantFrom(...CALLERS),
      idempotencyKey: fc.constantFrom(null, null, 'a', 'b', 'c'),
    }),
    { minLength: 1, maxLength: 40 },
  );

  it('come out as they would one by one', async () => {
    await fc.assert(
      fc
        .asyncProperty(placements, fc.integer({ min: 0, max: 40 }), async (asked, alone) => {
          const repository = new PlacementsRepository(at.app.get(Database));
          const wanted = asked.map((each): Placement => ({ ...each, recipient: recipients[each.recipient] ?? UNKNOWN, currency: 'KES' }));
          const before: Awaited<ReturnType<typeof repository.place>>[] = [];
          for (const placement of wanted.slice(0, alone)) before.push(await repository.place(placement));
          const together = await Promise.all(wanted.slice(alone).map((placement) => repository.place(placement)));
          const outcomes = [...before, ...together];

          const first = new Map<string, { index: number; asked: string }>();
          let orders = 0;
          for (const [i, placement] of wanted.entries()) {
            const { createdBy, idempotencyKey, ...rest } = placement;
            const key = `${createdBy} ${idempotencyKey}`;
            const known = idempotencyKey === null ? undefined : first.get(key);
            const outcome = outcomes[i];
            if (known !== undefined && known.asked !== JSON.stringify(rest)) expect(outcome).toBe('other-order');
            else if (known !== undefined) expect(outcome).toMatchObject({ id: idOf(outcomes[known.index]), replayed: true });
            else if (placement.recipient.code === UNKNOWN.code) expect(outcome).toBeNull();
            else {
              expect(outcome).toMatchObject({ item: placement.item, amount: placement.amount, replayed: false, status: 'pending' });
              if (idempotencyKey !== null) first.set(key, { index: i, asked: JSON.stringify(rest) });
              orders++;
            }
          }
          const { rows } = await at.pool.query(
            'select count(*)::int as orders, (select count(*)::int from notifications) as texts from orders',
          );
          expect(rows[0]).toEqual({ orders, texts: orders });
        })
        .beforeEach(async () => {
          await at.pool.query('truncate orders, notifications cascade');
        }),
      { numRuns: 60 },
    );
  });

  it('keep to themselves when the database refuses one of them', async () => {
    const repository = new PlacementsRepository(at.app.get(Database));
    const good: Placement = {
      recipient: recipients[0] ?? UNKNOWN,
      item: 'Mango',
      amount: '1.00',
      currency: 'KES',
      createdBy: null,
      idempotencyKey: null,
    };
    const outcomes = await Promise.allSettled([good, { ...good, amount: '0' }, good].map((placement) => repository.place(placement)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});

const idOf = (outcome: unknown): unknown => (outcome as { id: string }).id;
