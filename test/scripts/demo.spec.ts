import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fill } from '../../scripts/demo/fill.js';
import { refuseProduction, refuseUsed } from '../../scripts/demo/refusals.js';
import { makeShop } from '../../scripts/demo/shop.js';
import { startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
beforeAll(async () => {
  at = await startApp();
});
afterAll(() => at.close());

const count = async (text: string): Promise<unknown> => (await at.pool.query(text)).rows;

describe('npm run demo', () => {
  it('refuses production', () => {
    expect(refuseProduction({ NODE_ENV: 'production' })).toContain('nothing was done');
    expect(refuseProduction({ NODE_ENV: 'development' })).toBeNull();
  });

  it('fills an empty database with a shop, and refuses one with orders in it', async () => {
    const client = await at.pool.connect();
    try {
      expect(await refuseUsed(client)).toBeNull();
      await fill(client, makeShop(Date.now()), 'KES', () => undefined);
      expect(await refuseUsed(client)).toContain('nothing was done');
    } finally {
      client.release();
    }
    expect(await count('select count(*)::int as n from customers')).toEqual([{ n: 300 }]);
    expect(await count("select count(*)::int as n from orders where created_at > now() - interval '98 days'")).toEqual([
      { n: 4000 },
    ]);
    const statuses = 'select distinct status from notifications order by status';
    expect((await at.pool.query(statuses)).rows.map(({ status }) => status)).toEqual([
      ...['delivered', 'failed', 'queued', 'sent', 'undelivered', 'unknown'],
    ]);
    expect(await count(`select count(*)::int as n from customers where phone !~ '^[+]254700000'`)).toEqual([{ n: 0 }]);
    expect(await count('select count(*)::int as n from notifications where order_number is null')).toEqual([{ n: 0 }]);
  });

  it('sends nothing: no SMS of the shop is due', async () => {
    expect(
      await count(
        `select count(*)::int as n from notifications where status = 'queued' and due_at < now() + interval '20 hours'`,
      ),
    ).toEqual([{ n: 0 }]);
  });
});
