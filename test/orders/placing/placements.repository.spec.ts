import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { Database } from '../../../src/database/database.js';
import type { PlacedRow } from '../../../src/orders/order.js';
import type { Placement } from '../../../src/orders/placing/placement.js';
import { PlacementsRepository } from '../../../src/orders/placing/placements.repository.js';
import { aCustomer } from '../../support/factories.js';
import { startApp, type TestApp } from '../../support/test-app.js';

const CALLERS = [uuidv7(), uuidv7(), null];
const UNKNOWN = { code: 'ZZZZZZZZ', phone: null } as const;

describe('PlacementsRepository', () => {
  let at: TestApp;
  let recipients: Placement['recipient'][];
  beforeAll(async () => {
    at = await startApp();
    const [one, two] = [await aCustomer(at.pool, 'Wanjiku Kamau'), await aCustomer(at.pool, 'Otieno Odhiambo')];
    recipients = [
      { code: one.code, phone: null },
      { code: null, phone: two.phone },
      { code: null, phone: one.phone },
      UNKNOWN,
    ];
  });
  afterAll(() => at.close());

  const placements = fc.array(
    fc.record({
      recipient: fc.integer({ min: 0, max: 3 }),
      item: fc.constantFrom('Mango', 'Kale', "O'Brien's “tea” \\ {x}", 'ndizi 🍌', 'null'),
      amount: fc.constantFrom('1.00', '420.00', '999999999999.99'),
      currency: fc.constantFrom('KES', 'KES', 'USD'),
      createdBy: fc.constantFrom(...CALLERS),
      idempotencyKey: fc.constantFrom(null, null, 'a', 'b', 'c'),
      notify: fc.constantFrom(true, true, false),
    }),
    { minLength: 1, maxLength: 40 },
  );

  it('places orders that share a statement as it would one by one, in some order', async () => {
    await fc.assert(
      fc
        .asyncProperty(placements, fc.integer({ min: 0, max: 40 }), async (asked, alone) => {
          const repository = new PlacementsRepository(at.app.get(Database));
          const wanted = asked.map(
            (each): Placement => ({ ...each, recipient: recipients[each.recipient] ?? UNKNOWN }),
          );
          const before: Awaited<ReturnType<typeof repository.insert>>[] = [];
          for (const placement of wanted.slice(0, alone)) before.push(await repository.insert(placement));
          const together = await Promise.all(wanted.slice(alone).map((placement) => repository.insert(placement)));
          const outcomes = [...before, ...together];

          const isNew = (i: number) => (outcomes[i] as { replayed?: boolean } | null)?.replayed === false;
          const known = (i: number) => wanted[i]?.recipient.code !== UNKNOWN.code;
          for (const [i, placement] of wanted.entries()) {
            const { recipient, item, amount, currency } = placement;
            if (isNew(i)) expect(outcomes[i]).toMatchObject({ item, amount, currency, ...theirs(recipient) });
            else if (placement.idempotencyKey === null) expect([outcomes[i], known(i)]).toEqual([null, false]);
            else {
              const rivals = [...wanted.keys()].filter((rival) => keyOf(wanted[rival]) === keyOf(placement));
              const [winner, ...others] = rivals.filter(isNew);
              const inTurn = rivals.find((rival) => rival < alone && known(rival));
              expect(others).toEqual([]);
              if (inTurn !== undefined) expect(winner).toBe(inTurn);
              if (winner === undefined) expect([outcomes[i], rivals.some(known)]).toEqual([null, false]);
              else if (askedOf(placement) === askedOf(wanted[winner]))
                expect(outcomes[i]).toMatchObject({ id: idOf(outcomes[winner]), replayed: true });
              else if (known(i)) expect(outcomes[i]).toBe('other-order');
              else expect([null, 'other-order']).toContain(outcomes[i]);
            }
          }
          const told = [...wanted.entries()]
            .filter(([i]) => isNew(i))
            .map(([i, { createdBy }]) => rowOf(outcomes[i] as PlacedRow, createdBy));
          const { rows } = await at.pool.query(
            `select o.id, o.item, o.amount, o.currency, o.created_by, c.id as customer_id,
                    c.code as customer_code, c.name as customer_name, n.id as sms_id, n.phone
             from orders o join customers c on c.id = o.customer_id full join notifications n on n.order_id = o.id
             order by o.id`,
          );
          expect(rows).toEqual(told.sort((one, two) => (one.id < two.id ? -1 : 1)));
        })
        .beforeEach(async () => {
          await at.pool.query('truncate orders, notifications cascade');
        }),
      { numRuns: 60 },
    );
  });

  it('places the other orders of a statement when the database refuses one of them', async () => {
    const repository = new PlacementsRepository(at.app.get(Database));
    const good: Placement = {
      recipient: recipients[0] ?? UNKNOWN,
      item: 'Mango',
      amount: '1.00',
      currency: 'KES',
      createdBy: null,
      idempotencyKey: null,
      notify: true,
    };
    const outcomes = await Promise.allSettled(
      [good, { ...good, amount: '0' }, good].map((placement) => repository.insert(placement)),
    );
    const placed = { status: 'fulfilled', value: expect.objectContaining({ item: 'Mango', replayed: false }) };
    expect(outcomes).toEqual([
      placed,
      { status: 'rejected', reason: expect.objectContaining({ code: '23514' }) },
      placed,
    ]);
  });
});

const idOf = (outcome: unknown): unknown => (outcome as { id: string }).id;

/** An order and its notification as they should be in the tables. */
const rowOf = ({ id, item, amount, currency, sms_id, phone, ...customer }: PlacedRow, created_by: string | null) => {
  const { customer_id, customer_code, customer_name } = customer;
  return {
    id,
    item,
    amount,
    currency,
    created_by,
    customer_id,
    customer_code,
    customer_name,
    sms_id,
    phone: sms_id === null ? null : phone,
  };
};

const theirs = ({ code, phone }: Placement['recipient']) => (code === null ? { phone } : { customer_code: code });

const keyOf = (placement: Placement | undefined): string => `${placement?.createdBy} ${placement?.idempotencyKey}`;

const askedOf = (placement: Placement | undefined): string =>
  JSON.stringify([placement?.recipient, placement?.item, placement?.amount, placement?.currency, placement?.notify]);
