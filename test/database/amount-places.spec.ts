import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import type { QueryRunner } from 'typeorm';
import { AmountPlaces1732233600006 } from '../../migrations/6-amount-places.js';
import { placesOf } from '../../src/currencies.js';
import { migrations } from '../../src/database/data-source.js';
import { aCustomer } from '../support/factories.js';
import { startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
let pool: Pool;
let customer: string;
beforeAll(async () => {
  at = await startApp();
  pool = at.pool;
  customer = (await aCustomer(pool)).id;
});
afterAll(() => at.close());

const insert = async (amount: string, currency: string): Promise<string> => {
  const text = `insert into orders (id, customer_id, item, amount, currency)
    values (gen_random_uuid(), $1, 'Mango', $2, $3) returning amount::text`;
  return (await pool.query(text, [customer, amount, currency])).rows[0].amount;
};

describe('orders.amount', () => {
  it.each([
    ['420', 'KES', '420.00'],
    ['420.5', 'KES', '420.50'],
    ['420.00', 'KES', '420.00'],
    ['420.0', 'UGX', '420'],
    ['420', 'UGX', '420'],
    ['420', 'BHD', '420.000'],
    ['420.125', 'BHD', '420.125'],
  ])(
    'has the places of its currency, also in rows that another program writes: %s %s',
    async (given, currency, kept) => {
      expect(await insert(given, currency)).toBe(kept);
    },
  );

  it('never loses a cent', async () => {
    expect(await insert('420.50', 'UGX')).toBe('420.50');
  });

  it.each(['0', '-1', 'NaN', 'Infinity', '1000000000000', '0.0001'])('is not %s', async (amount) => {
    await expect(insert(amount, 'KES')).rejects.toThrow('orders_amount_check');
  });

  it('counts the places of every currency as the configuration does', async () => {
    const codes = Intl.supportedValuesOf('currency');
    const { rows } = await pool.query('select code, currency_places(code) as places from unnest($1::text[]) as code', [
      codes,
    ]);
    expect(rows).toEqual(codes.map((code) => ({ code, places: placesOf(code) })));
  });
});

describe('the migration', () => {
  it('leaves amounts in KES as they are, drops empty cents in UGX, and can be undone', async () => {
    const query = async (text: string, values?: unknown[]) => (await pool.query(text, values)).rows;
    const runner = { query } as unknown as QueryRunner;
    const migration = new AmountPlaces1732233600006();
    await pool.query('delete from orders');
    const later = migrations.slice(migrations.indexOf(AmountPlaces1732233600006) + 1);
    for (const Migration of later.reverse()) await new Migration().down(runner);
    await migration.down(runner);
    for (const [amount, currency] of [
      ['420', 'KES'],
      ['0.5', 'KES'],
      ['420', 'UGX'],
      ['420.5', 'UGX'],
      ['7', 'BHD'],
    ] as const)
      await insert(amount, currency);
    const amounts = async () =>
      (await pool.query('select amount::text from orders order by number')).rows.map((row) => row.amount);
    expect(await amounts()).toEqual(['420.00', '0.50', '420.00', '420.50', '7.00']);
    await migration.up(runner);
    expect(await amounts()).toEqual(['420.00', '0.50', '420', '420.50', '7.000']);
  });
});
