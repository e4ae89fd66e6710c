import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { boundsSql, summarySql } from '../../src/notifications/summary/summary.repository.js';
import { SummarySumsRepository } from '../../src/notifications/summary/summary-sums.repository.js';
import { startApp, type TestApp } from '../support/test-app.js';
import { waitFor } from '../support/waiting.js';

/** First and last instants of days in Berlin: 31 March has 23 hours, and 27 October has 25. */
const INSTANTS: Readonly<Record<string, readonly string[]>> = {
  '2024-03-30': ['2024-03-29T23:00:00Z', '2024-03-30T22:59:59Z'],
  '2024-03-31': ['2024-03-30T23:00:00Z', '2024-03-31T00:59:59Z', '2024-03-31T01:00:00Z', '2024-03-31T21:59:59Z'],
  '2024-04-01': ['2024-03-31T22:00:00Z'],
  '2024-10-26': ['2024-10-25T22:00:00Z', '2024-10-26T21:59:59Z'],
  // Half past two comes twice.
  '2024-10-27': ['2024-10-26T22:00:00Z', '2024-10-27T00:30:00Z', '2024-10-27T01:30:00Z', '2024-10-27T22:59:59Z'],
  '2024-10-28': ['2024-10-27T23:00:00Z'],
};

let at: TestApp;
beforeAll(async () => {
  at = await startApp();
  for (const instant of Object.values(INSTANTS).flat())
    await at.pool.query(
      `with queued as (
         insert into notifications (id, phone, created_at) values (gen_random_uuid(), '+254712345678', $1) returning id)
       insert into sent_messages (message_id, notification_id, segments, cost, currency, sent_at)
       select gen_random_uuid(), id, 1, 0.8, 'KES', $1 from queued`,
      [instant],
    );
});
afterAll(() => at.close());

async function sumAll(): Promise<void> {
  const sums = at.app.get(SummarySumsRepository);
  const isWaiting = async (): Promise<boolean> => {
    while ((await sums.step()) > 0);
    return (await at.pool.query('select from summary_mark where closing_until is not null')).rowCount === 1;
  };
  await waitFor(isWaiting, (waiting) => !waiting);
}

type Day = readonly [day: string, count: number];

/** Notifications and segments of the last two days up to `today`, when the database says `now`. */
async function lastTwoDays(now: string, today: string, until: string): Promise<unknown> {
  const bounds = boundsSql.replaceAll('now()', `timestamptz '${now}'`);
  const { first } = (await at.pool.query(bounds, [2, 'Europe/Berlin'])).rows[0];
  const { rows } = await at.pool.query(summarySql, [first, 'Europe/Berlin', until]);
  const days = [...new Set(rows.map(({ day }) => day))].filter((day) => day <= today);
  const add = (day: string, key: string) =>
    rows.filter((row) => row.day === day).reduce((sum, row) => sum + (row[key] ?? 0), 0);
  return days.map((day) => [day, add(day, 'notifications'), add(day, 'segments')]);
}

describe.each(['of the rows', 'of the sums'])('the days %s', (source) => {
  let until = '-infinity';
  beforeAll(async () => {
    if (source === 'of the rows') return;
    await sumAll();
    until = (await at.pool.query('select summed_until::text as until from summary_mark')).rows[0].until;
    expect(
      (await at.pool.query('select sum(entries)::int as n from summary_sums where status is null')).rows[0].n,
    ).toBe(14);
  });

  it.each<[string, string, Day, Day]>([
    ['as a day of 23 hours begins', '2024-03-30T23:00:00Z', ['2024-03-31', 4], ['2024-03-30', 2]],
    ['as its clocks go forward', '2024-03-31T01:00:00Z', ['2024-03-31', 4], ['2024-03-30', 2]],
    ['as it ends', '2024-03-31T21:59:59Z', ['2024-03-31', 4], ['2024-03-30', 2]],
    ['on the day after it', '2024-04-01T12:00:00Z', ['2024-04-01', 1], ['2024-03-31', 4]],
    ['as the clocks of a day of 25 hours go back', '2024-10-27T01:00:00Z', ['2024-10-27', 4], ['2024-10-26', 2]],
    ['as it ends', '2024-10-27T22:59:59Z', ['2024-10-27', 4], ['2024-10-26', 2]],
    ['on the day after it', '2024-10-28T12:00:00Z', ['2024-10-28', 1], ['2024-10-27', 4]],
  ])('are whole %s: %s', async (_, now, today, yesterday) => {
    const expected = [today, yesterday].map(([day, count]) => [day, count, count]);
    expect(await lastTwoDays(now, today[0], until)).toEqual(expected);
  });
});
