import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aCustomer } from '../../support/factories.js';
import { wrongProblem } from '../../support/problems.js';
import { type ApiClient, startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
let api: ApiClient;
let code: string;

/** The ends of two days, one of 23 hours and one of 25, in Berlin. */
const INSTANTS: readonly [item: string, instant: string][] = [
  ['last of 30 March', '2024-03-30T22:59:59.999Z'],
  ['first of 31 March', '2024-03-30T23:00:00Z'],
  ['last of 31 March', '2024-03-31T21:59:59.999Z'],
  ['first of 1 April', '2024-03-31T22:00:00Z'],
  ['first of 27 October', '2024-10-26T22:00:00Z'],
  ['last of 27 October', '2024-10-27T22:59:59.999Z'],
  ['first of 28 October', '2024-10-27T23:00:00Z'],
];

/** Places an order whose id and time are of that instant. */
const placeAt = async (customerId: string, item: string, instant: string): Promise<void> => {
  const ms = Date.parse(instant).toString(16).padStart(12, '0');
  const id = `${ms.slice(0, 8)}-${ms.slice(8)}-7000-8000-${String(Math.random()).slice(2, 14).padEnd(12, '0')}`;
  await at.pool.query(
    `insert into orders (id, customer_id, item, amount, currency, created_at) values ($1, $2, $3, 1, 'KES', $4)`,
    [id, customerId, item, instant],
  );
};

beforeAll(async () => {
  at = await startApp({ SHOP_TIME_ZONE: 'Europe/Berlin' });
  api = await at.asAdmin();
  const [one, other] = [await aCustomer(at.pool), await aCustomer(at.pool)];
  code = one.code;
  for (const [item, instant] of INSTANTS) await placeAt(one.id, item, instant);
  await placeAt(other.id, 'another’s', '2024-03-31T10:00:00Z');
});
afterAll(() => at.close());

const find = (parameters: Record<string, string>) => api.get(`/api/orders?${new URLSearchParams(parameters)}`);
const itemsOf = async (parameters: Record<string, string>): Promise<string[]> =>
  (await find(parameters)).json.map(({ item }: { item: string }) => item);

describe('GET /api/orders?from=&to=&status=&customer_code=', () => {
  it('takes days as the shop has them, with 23 and with 25 hours', async () => {
    const day = (date: string) => itemsOf({ from: date, to: date, customer_code: code });
    expect(await day('2024-03-31')).toEqual(['last of 31 March', 'first of 31 March']);
    expect(await day('2024-10-27')).toEqual(['last of 27 October', 'first of 27 October']);
    expect(await day('2024-10-29')).toEqual([]);
    expect(await itemsOf({ to: '2024-03-30' })).toEqual(['last of 30 March']);
    expect(await itemsOf({ from: '2024-10-28' })).toEqual(['first of 28 October']);
  });

  it('filters by customer and by status, also together with days', async () => {
    expect(await itemsOf({ from: '2024-03-31', to: '2024-03-31' })).toHaveLength(3);
    expect(await itemsOf({ customer_code: code })).toHaveLength(INSTANTS.length);
    expect(await itemsOf({ customer_code: 'AAAAAAAA' })).toEqual([]);
    expect(await itemsOf({ status: 'cancelled' })).toEqual([]);
    expect(await itemsOf({ status: 'pending', from: '2024-04-01', to: '2024-04-01' })).toEqual(['first of 1 April']);
  });

  it('pages by the Link header, which keeps the filter, and gives entries as without one', async () => {
    const seen: string[] = [];
    let path: string | undefined = `/api/orders?limit=2&customer_code=${code}&from=2024-03-31`;
    for (let pages = 0; path !== undefined && pages < 9; pages++) {
      const { json, headers } = await api.get(path);
      seen.push(...json.map(({ item }: { item: string }) => item));
      path = /<(.+)>/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(seen).toEqual(await itemsOf({ customer_code: code, from: '2024-03-31' }));
    expect(seen).toHaveLength(6);
    expect((await find({ customer_code: code })).json[0]).toEqual(
      (await api.get('/api/orders')).json.find(({ item }: { item: string }) => item === 'first of 28 October'),
    );
  });

  it('refuses what is no day, and days in the wrong order', async () => {
    for (const from of ['2024-02-30', '2024-13-01', '01.10.2024', '2024-10-1', '0000-01-01', 'today', "2024-10-01'"])
      expect([from, wrongProblem(await find({ from }), 400)]).toEqual([from, null]);
    expect(wrongProblem(await find({ from: '2024-10-02', to: '2024-10-01' }), 400)).toBeNull();
    expect(wrongProblem(await find({ from: '2024-10-02', to: '2024-10-01', limit: '5' }), 400)).toBeNull();
    expect((await find({ from: '0001-01-01', to: '9999-12-31' })).json).toHaveLength(8);
  });
});
