import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aPhone } from '../test/support/factories.js';
import { type ApiClient, startApp, type TestApp } from '../test/support/test-app.js';

const HISTORIES = Number(process.env.HISTORIES ?? 150);

let at: TestApp;
let api: ApiClient;
beforeAll(async () => {
  at = await startApp();
  api = await at.asAdmin();
});
afterAll(() => at.close());

interface ModelOrder {
  readonly id: string;
  readonly code: string;
  readonly item: string;
  readonly key: string;
  status: 'pending' | 'confirmed' | 'cancelled';
}

/** What the service is to hold. */
interface Model {
  readonly customers: { readonly code: string; readonly phone: string }[];
  readonly orders: ModelOrder[];
}

type Command = fc.AsyncCommand<Model, ApiClient>;

const pick = <T>(from: readonly T[], n: number): T => from[n % from.length] as T;

/** A step of a history: when it may come, and what it does and expects. */
const step = (
  name: string,
  may: (model: Readonly<Model>) => boolean,
  run: (model: Model) => Promise<void>,
): Command => ({
  check: may,
  run,
  toString: () => name,
});
const always = (): boolean => true;
const hasCustomers = ({ customers }: Readonly<Model>): boolean => customers.length > 0;
const hasOrders = ({ orders }: Readonly<Model>): boolean => orders.length > 0;

const addCustomer = (): Command =>
  step('add a customer', always, async (model) => {
    const phone = aPhone();
    const { status, json } = await api.post('/api/customer', { name: 'Wanjiku', phone });
    expect(status).toBe(201);
    model.customers.push({ code: json.customer.customer_code, phone });
    expect((await api.post('/api/customer', { name: 'Other', phone })).status).toBe(409);
  });

const placeOrder = (n: number): Command =>
  step(`place an order of customer ${n}`, hasCustomers, async (model) => {
    const { code } = pick(model.customers, n);
    const [item, key] = [`Item ${n}`, randomUUID()];
    const body = { customer_code: code, item, amount: '420' };
    const { status, json } = await api.post('/api/orders', body, { 'Idempotency-Key': key });
    expect([status, json.order.status]).toEqual([201, 'pending']);
    model.orders.push({ id: json.order_id, code, item, key, status: 'pending' });
  });

const replayOrder = (n: number): Command =>
  step(`place order ${n} again`, hasOrders, async (model) => {
    const { code, item, key, id } = pick(model.orders, n);
    const headers = { 'Idempotency-Key': key };
    const same = await api.post('/api/orders', { customer_code: code, item, amount: '420' }, headers);
    expect([same.status, same.json.order_id, same.headers.get('idempotent-replayed')]).toEqual([201, id, 'true']);
    const other = await api.post('/api/orders', { customer_code: code, item, amount: '421' }, headers);
    expect(other.status).toBe(422);
  });

const confirmOrder = (n: number): Command =>
  step(`confirm order ${n}`, hasOrders, async (model) => {
    const order = pick(model.orders, n);
    const { status } = await api.post('/api/orders/customer-order/confirm', {
      customer_code: order.code,
      order_id: order.id,
    });
    expect(status).toBe(order.status === 'cancelled' ? 409 : 200);
    if (order.status === 'pending') order.status = 'confirmed';
  });

const cancelOrder = (n: number): Command =>
  step(`cancel order ${n}`, hasOrders, async (model) => {
    const order = pick(model.orders, n);
    const { status } = await api.post(`/api/orders/${order.id}/cancel`);
    expect(status).toBe(order.status === 'pending' ? 200 : 409);
    if (order.status === 'pending') order.status = 'cancelled';
  });

const readStatement = (n: number): Command =>
  step(`read the statement of customer ${n}`, hasCustomers, async (model) => {
    const { code, phone } = pick(model.customers, n);
    const { status, json } = await api.get(`/api/order/${phone}`);
    const expected = model.orders.filter((order) => order.code === code).toReversed();
    expect(status).toBe(200);
    expect(json.orders.map((order: ModelOrder) => [order.id, order.status])).toEqual(
      expected.map((order) => [order.id, order.status]),
    );
  });

const number = fc.nat({ max: 9 });
const commands = [
  fc.constant(null).map(addCustomer),
  number.map(placeOrder),
  number.map(replayOrder),
  number.map(confirmOrder),
  number.map(cancelOrder),
  number.map(readStatement),
];

describe('the orders of customers', () => {
  it(`are after each of ${HISTORIES} random histories what a model in memory says`, async () => {
    let steps = 0;
    await fc.assert(
      fc.asyncProperty(fc.commands(commands, { maxCommands: 60, size: 'max' }), async (history) => {
        const model: Model = { customers: [], orders: [] };
        await fc.asyncModelRun(() => ({ model, real: api }), history);
        for (const { id, status } of model.orders) {
          steps++;
          const { json } = await api.get(`/api/orders/${id}`);
          const sms = await at.pool.query('select from notifications where order_id = $1', [id]);
          expect([json.order.status, sms.rowCount]).toEqual([status, 1]);
        }
      }),
      { numRuns: HISTORIES },
    );
    console.info(`${HISTORIES} histories, ${steps} orders`);
    expect(steps).toBeGreaterThan(HISTORIES);
  });
});
