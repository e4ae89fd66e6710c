import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Database } from '../../src/database/database.js';
import { SmsFiguresRepository } from '../../src/notifications/figures/sms-figures.repository.js';
import { NOTIFICATION_STATUSES } from '../../src/notifications/notification.js';
import { SummaryRepository } from '../../src/notifications/summary/summary.repository.js';
import { SummarySumsRepository } from '../../src/notifications/summary/summary-sums.repository.js';
import { startApp, type TestApp } from '../support/test-app.js';
import { waitFor } from '../support/waiting.js';

const DAYS = 4;
/** Offsets of whole, half and quarter hours, and a zone with summer time. */
const ZONES = ['UTC', 'Africa/Nairobi', 'Asia/Kathmandu', 'Australia/Adelaide', 'America/New_York'];

let at: TestApp;
beforeAll(async () => {
  at = await startApp();
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.pool.query('delete from sent_messages; delete from notification_events; delete from notifications');
  await at.pool.query('delete from summary_sums; delete from summary_changes');
  await at.pool.query(`update summary_mark set summed_until = '-infinity', closing_until = null, closing_xid = null`);
});

const step = () => at.app.get(SummarySumsRepository).step();

/** Makes the sums that are due. A transaction in the database of another test holds them up. */
async function sumAll(): Promise<number> {
  let steps = 0;
  const isWaiting = async (): Promise<boolean> => {
    while ((await step()) > 0) steps++;
    return (await at.pool.query('select from summary_mark where closing_until is not null')).rowCount === 1;
  };
  await waitFor(isWaiting, (waiting) => !waiting);
  return steps;
}
const countSums = async (): Promise<number> =>
  (await at.pool.query('select count(*)::int as rows from summary_sums')).rows[0].rows;

const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();
const readSummary = async (zone: string) =>
  sorted(
    (await at.app.get(SummaryRepository).summary(at.app.get(Database).db, DAYS, zone)).map(
      ({ day, status, notifications, segments, cost, currency }) => [
        ...[day, status, notifications, segments, Number(cost), currency],
      ],
    ),
  );

/** How many SMS each network delivered, from the sums and from the rows themselves. */
async function readNetworks(zone: string): Promise<{ summed: string[]; plain: string[] }> {
  const { db } = at.app.get(Database);
  const bounds = await at.app.get(SummaryRepository).bounds(db, DAYS, zone);
  const summed = await at.app.get(SmsFiguresRepository).networks(db, bounds);
  const { rows } = await at.pool.query(
    `select network_code, count(*) filter (where status = 'delivered')::int as delivered,
            count(*) filter (where status = 'undelivered')::int as undelivered
     from notifications
     where created_at >= (date_trunc('day', now() at time zone $1) - interval '${DAYS - 1} days') at time zone $1
       and network_code is not null and status in ('delivered', 'undelivered')
     group by 1`,
    [zone],
  );
  return { summed: sorted(summed), plain: sorted(rows) };
}

/** Brings back the time when sums were made until so many minutes ago and no further. */
async function rewind(minutes: number): Promise<void> {
  await at.pool.query(
    `update summary_mark set closing_until = null, closing_xid = null,
            summed_until = least(summed_until, quarter_hour(now() - make_interval(mins => $1)))`,
    [minutes],
  );
  await at.pool.query('delete from summary_sums where began_at >= (select summed_until from summary_mark)');
}

/** The same from the rows themselves. */
async function readPlainly(zone: string): Promise<string[]> {
  const first = `(date_trunc('day', now() at time zone $1) - interval '${DAYS - 1} days') at time zone $1`;
  const { rows } = await at.pool.query({
    text: `select to_char(created_at at time zone $1, 'YYYY-MM-DD'), status, count(*)::int, 0, 0, null
           from notifications where created_at >= ${first} group by 1, 2
           union all
           select to_char(sent_at at time zone $1, 'YYYY-MM-DD'), null, 0, sum(segments)::int, coalesce(sum(cost), 0)::float, min(currency)
           from sent_messages where sent_at >= ${first} group by 1`,
    values: [zone],
    rowMode: 'array',
  });
  return sorted(rows);
}

/** What may happen to rows of any age. Each statement takes numbers that choose a row and a value. */
const EVENTS: Readonly<Record<string, string>> = {
  queue: `insert into notifications (id, phone, created_at)
          select gen_random_uuid(), '+254712345678', now() - $1::int % 7000 * interval '1 minute' - $2::int * interval '1 second'`,
  change: `update notifications set status = (array['${NOTIFICATION_STATUSES.filter((one) => one !== 'sending').join("','")}'])[1 + $2::int % 6],
             message_id = coalesce(message_id, id::text)
           where id in (select id from notifications order by id offset $1::int % 20 limit 3)`,
  report: `update notifications set network_code = (array['63902', '63903', null])[1 + $2::int % 3]
           where id in (select id from notifications order by id offset $1::int % 20 limit 3)`,
  bill: `insert into sent_messages (message_id, notification_id, segments, cost, currency, sent_at)
         select gen_random_uuid(), id, 1 + $2::int % 3, case when $1::int % 3 > 0 then 0.8 * ($2::int % 5) end,
                case when $1::int % 3 > 0 then (array['KES', 'USD'])[1 + $2::int % 2] end, created_at + $2::int * interval '1 second'
         from notifications order by id offset $1::int % 20 limit 1`,
  price: `update sent_messages set cost = 1.6, currency = 'KES'
          where message_id = (select message_id from sent_messages where cost is null order by message_id offset $1::int % 5 + $2::int * 0 limit 1)`,
  remove: `with gone as (delete from sent_messages where message_id in (select message_id from sent_messages order by 1 offset $1::int % 9 limit 1))
           select $2::int`,
};

const event = fc.tuple(fc.constantFrom(...Object.keys(EVENTS)), fc.nat(100_000), fc.nat(900));
const action = fc.oneof(
  { weight: 6, arbitrary: event },
  { weight: 1, arbitrary: fc.constant('sum' as const) },
  { weight: 1, arbitrary: fc.nat(7_000) },
);

describe('GET /api/notifications/summary', () => {
  it('gives what the rows themselves would, in every time zone, whatever changes before and after they are summed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(action, { minLength: 15, maxLength: 40 }),
        fc.constantFrom(...ZONES),
        async (actions, zone) => {
          for (const one of actions) {
            if (one === 'sum') await sumAll();
            else if (typeof one === 'number') await rewind(one);
            else await at.pool.query(EVENTS[one[0]] ?? '', [one[1], one[2]]);
          }
          expect(await readSummary(zone)).toEqual(await readPlainly(zone));
          const before = await readNetworks(zone);
          expect(before.summed).toEqual(before.plain);
          await sumAll();
          expect(await readSummary(zone)).toEqual(await readPlainly(zone));
          expect((await readNetworks(zone)).summed).toEqual(before.plain);
          expect(
            (
              await at.pool.query(
                'select from summary_changes where began_at < (select summed_until from summary_mark)',
              )
            ).rowCount,
          ).toBe(0);
        },
      ),
      { numRuns: 40, endOnFailure: true },
    );
    expect(await countSums()).toBeGreaterThan(20);
  });

  it('gives the same while rows change and sums are made at once', async () => {
    for (let n = 0; n < 200; n++) await at.pool.query(EVENTS.queue ?? '', [n * 37, n]);
    let busy = true;
    const changing = Array.from({ length: 2 }, async (_, client) => {
      for (let n = client; busy; n += 2) {
        await at.pool.query(EVENTS[['change', 'bill', 'price', 'queue'][n % 4] ?? ''] ?? '', [n * 31, n % 900]);
      }
    });
    const summing = Array.from({ length: 2 }, async () => {
      while (busy) await sumAll();
    });
    for (let n = 0; n < 40; n++) {
      // One snapshot for both.
      const rows = await at.app.get(Database).write(async (tx) => {
        await tx.query('set transaction isolation level repeatable read');
        const summary = await at.app.get(SummaryRepository).summary(tx, 400, 'UTC');
        const [plain] = await tx.query<object[]>(
          `select (select count(*)::int from notifications) as notifications, (select coalesce(sum(segments), 0)::int from sent_messages) as segments`,
        );
        return { summary, plain };
      });
      const add = (key: 'notifications' | 'segments') => rows.summary.reduce((sum, row) => sum + row[key], 0);
      expect({ notifications: add('notifications'), segments: add('segments') }).toEqual(rows.plain);
    }
    expect(await countSums()).toBeGreaterThan(0);
    busy = false;
    await Promise.all([...changing, ...summing]);
    await sumAll();
    expect(await readSummary('UTC')).toEqual(await readPlainly('UTC'));
  });

  it('waits with the sums for transactions that may have changed a row while it was new', async () => {
    await at.pool.query(EVENTS.queue ?? '', [1000, 0]);
    const slow = await at.pool.connect();
    await slow.query('begin; select pg_current_xact_id()');
    const whileOpen = [await step(), await step(), await countSums()];
    await slow.query('commit');
    slow.release();
    expect(whileOpen).toEqual([1, 0, 0]);
    expect(await sumAll()).toBeGreaterThan(0);
    expect(await countSums()).toBe(1);
  });

  it('takes sums back that were made while the clock of the database was ahead', async () => {
    await sumAll();
    await at.pool.query(`update summary_mark set summed_until = summed_until + interval '3 days'`);
    await at.pool.query(
      `insert into notifications (id, phone) select gen_random_uuid(), '+254712345678' from generate_series(1, 3)`,
    );
    expect(await readSummary('UTC')).toEqual(await readPlainly('UTC'));
    await sumAll();
    expect((await at.pool.query('select summed_until < now() as past from summary_mark')).rows).toEqual([
      { past: true },
    ]);
    expect(await readSummary('UTC')).toEqual(await readPlainly('UTC'));
  });

  it('makes its sums in a database that was restored from a backup of another server', async () => {
    await at.pool.query(EVENTS.queue ?? '', [1000, 0]);
    await at.pool.query(`update summary_mark set closing_until = now(), closing_xid = '9000000000'`);
    expect(await sumAll()).toBeGreaterThan(0);
    expect(await countSums()).toBe(1);
    expect(await readSummary('UTC')).toEqual(await readPlainly('UTC'));
  });
});
