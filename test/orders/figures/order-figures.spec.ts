import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Database } from '../../../src/database/database.js';
import { OrderFiguresRepository } from '../../../src/orders/figures/order-figures.repository.js';
import { OrderSumsRepository } from '../../../src/orders/figures/order-sums.repository.js';
import { aCustomer } from '../../support/factories.js';
import { startApp, type TestApp } from '../../support/test-app.js';
import { waitFor } from '../../support/waiting.js';

const DAYS = 5;
/** Offsets of whole, half and quarter hours, and zones with summer time. */
const ZONES = ['UTC', 'Africa/Nairobi', 'Asia/Kathmandu', 'Australia/Adelaide', 'America/New_York'];

let at: TestApp;
let customerId: string;
beforeAll(async () => {
  at = await startApp();
  customerId = (await aCustomer(at.pool)).id;
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.pool.query(
    'delete from order_events; delete from orders; delete from order_sums; delete from order_changes',
  );
  await at.pool.query(`update order_mark set summed_until = '-infinity', closing_until = null, closing_xid = null`);
});

const step = () => at.app.get(OrderSumsRepository).step();

/** Makes the sums that are due. A transaction in the database of another test holds them up. */
async function sumAll(): Promise<number> {
  let steps = 0;
  const isWaiting = async (): Promise<boolean> => {
    while ((await step()) > 0) steps++;
    return (await at.pool.query('select from order_mark where closing_until is not null')).rowCount === 1;
  };
  await waitFor(isWaiting, (waiting) => !waiting);
  return steps;
}

const readFigures = async (zone: string, days = DAYS) =>
  (await at.app.get(OrderFiguresRepository).days(at.app.get(Database).db, days, zone, 'KES')).map(
    ({ day, placed, cancelled, amount }) => [day, placed, cancelled, Number(amount)],
  );

/** The same from the orders themselves. */
async function readPlainly(zone: string, days = DAYS): Promise<unknown[]> {
  const { rows } = await at.pool.query({
    text: `select to_char(d.day, 'YYYY-MM-DD'), count(o.id)::int, count(o.id) filter (where o.status = 'cancelled')::int,
                  coalesce(sum(o.amount) filter (where o.status <> 'cancelled' and o.currency = 'KES'), 0)::float
           from (select (now() at time zone $1)::date - n as day from generate_series(0, $2::int - 1) n) d
           left join orders o on (o.created_at at time zone $1)::date = d.day
           group by 1 order by 1`,
    values: [zone, days],
    rowMode: 'array',
  });
  return rows;
}

/** What may happen to orders of any age. Each statement takes numbers that choose a row and a value. */
const EVENTS: Readonly<Record<string, string>> = {
  place: `insert into orders (id, customer_id, item, amount, currency, created_at)
          select overlay(first_id_at(at)::text placing substr(md5(random()::text), 1, 12) from 25)::uuid, (select id from customers limit 1),
                 'Mango', 1 + $2::int, (array['KES', 'USD'])[1 + $2::int % 2], at
          from (select now() - $1::int % 8000 * interval '1 minute' - $2::int * interval '1 second' as at) t`,
  correct: `update orders set amount = 1 + $2::int where id in (select id from orders order by id offset $1::int % 20 limit 2)`,
  cancel: `update orders set status = 'cancelled', cancelled_at = now(), confirmed_at = null
           where id in (select id from orders order by id offset $1::int % 20 limit 1 + $2::int * 0)`,
  confirm: `update orders set status = 'confirmed', confirmed_at = now()
            where status = 'pending' and id in (select id from orders order by id offset $1::int % 20 limit 1 + $2::int * 0)`,
  remove: `with gone as (delete from order_events where order_id in (select id from orders order by id offset $1::int % 20 limit 1)),
           removed as (delete from orders where id in (select id from orders order by id offset $1::int % 20 limit 1)
                       and not exists (select from order_events where order_id = orders.id))
           select $2::int`,
};

const event = fc.tuple(fc.constantFrom(...Object.keys(EVENTS)), fc.nat(100_000), fc.nat(900));
const action = fc.oneof({ weight: 6, arbitrary: event }, { weight: 1, arbitrary: fc.constant('sum' as const) });

describe('the orders of a day', () => {
  it('are what the orders themselves say, in every time zone, whatever changes before and after they are summed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(action, { minLength: 15, maxLength: 40 }),
        fc.constantFrom(...ZONES),
        async (actions, zone) => {
          for (const one of actions) {
            if (one === 'sum') await sumAll();
            else await at.pool.query(EVENTS[one[0]] ?? '', [one[1], one[2]]);
          }
          expect(await readFigures(zone)).toEqual(await readPlainly(zone));
          await sumAll();
          expect(await readFigures(zone)).toEqual(await readPlainly(zone));
        },
      ),
      { numRuns: 25, endOnFailure: true },
    );
    expect((await at.pool.query('select count(*)::int as sums from order_sums')).rows[0].sums).toBeGreaterThan(20);
  });

  it.each([
    // A day of 23 hours, and one of 25.
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    // Midnight comes twice, or not at all.
    ['America/Havana', '2025-11-02', 25],
    ['Africa/Cairo', '2026-04-24', 23],
  ])('have as many hours in %s as the day %s has: %d', async (zone, day, hours) => {
    const { rows } = await at.pool.query(`select (now() at time zone $1)::date - $2::date + 2 as days`, [zone, day]);
    const hourly = `insert into orders (id, customer_id, item, amount, currency, created_at)
                    select overlay(first_id_at(at)::text placing lpad(to_hex(n), 12, '0') from 25)::uuid, $1, 'Mango', 1, 'KES', at
                    from generate_series(0, 71) n
                    cross join lateral (select ($2::date - 1)::timestamp at time zone 'UTC' + n * interval '1 hour' + interval '1 minute' as at) t`;
    await at.pool.query(hourly, [customerId, day]);
    const placedOn = async () => (await readFigures(zone, rows[0].days)).find(([each]) => each === day)?.[1];
    expect(await placedOn()).toBe(hours);
    await sumAll();
    expect(await placedOn()).toBe(hours);
  });

  it('are summed only when transactions that may have changed an order while it was new are over', async () => {
    await at.pool.query(EVENTS.place ?? '', [1000, 0]);
    const slow = await at.pool.connect();
    await slow.query('begin; select pg_current_xact_id()');
    const whileOpen = [await step(), await step()];
    await slow.query('commit');
    slow.release();
    expect(whileOpen).toEqual([1, 0]);
    expect(await sumAll()).toBeGreaterThan(0);
  });

  it('are summed anew where the clock of the database was ahead, or a backup was restored', async () => {
    await at.pool.query(EVENTS.place ?? '', [1000, 0]);
    await at.pool.query(`update order_mark set closing_until = now(), closing_xid = '9000000000'`);
    expect(await sumAll()).toBeGreaterThan(0);
    await at.pool.query(`update order_mark set summed_until = summed_until + interval '3 days'`);
    await at.pool.query(EVENTS.place ?? '', [3, 1]);
    expect(await readFigures('UTC')).toEqual(await readPlainly('UTC'));
    await sumAll();
    expect(await readFigures('UTC')).toEqual(await readPlainly('UTC'));
  });
});
