import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PoolClient } from 'pg';
import { DeliveryReportsRepository } from '../../src/notifications/reports/delivery-reports.repository.js';
import { countByStatus, sendWhileLocked } from '../support/concurrent-requests.js';
import { aCustomer } from '../support/factories.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../support/test-app.js';
import { waitForLocks } from '../support/waiting.js';

let at: TestApp;
let api: ApiClient;
beforeAll(async () => {
  at = await startApp();
  api = await at.asAdmin();
});
afterAll(() => at.close());

/** Sends order number `n`, in one of the ways in which orders are placed. */
type Place = (customer: { code: string; phone: string }, n: number) => Promise<Answer>;

const order = { item: 'Mango', amount: '420' };
const WAYS: readonly (readonly [string, Place])[] = [
  ['by code', ({ code }) => api.post('/api/orders', { customer_code: code, ...order })],
  ['by phone', ({ phone }) => api.post('/api/orders', { phone, ...order })],
  [
    'by code with a key',
    ({ code }, n) => api.post('/api/orders', { customer_code: code, ...order }, { 'Idempotency-Key': `${code}-${n}` }),
  ],
  [
    'by phone with a key',
    ({ phone }, n) => api.post('/api/orders', { phone, ...order }, { 'Idempotency-Key': `${phone}-${n}` }),
  ],
];

/** What there is of a customer. */
async function stateOf(id: string): Promise<{ erased: boolean; pending: number; phones: number }> {
  const { rows } = await at.pool.query(
    `select c.erased_at is not null as erased,
            (select count(*)::int from orders where customer_id = c.id and status = 'pending') as pending,
            (select count(*)::int from notifications where customer_code = c.code and phone is not null) as phones
     from customers c where id = $1`,
    [id],
  );
  return rows[0];
}

describe('an order that is placed while its customer is erased', () => {
  it.each(WAYS)('is placed whole or not at all: ten %s against ten erasures', async (_, place) => {
    const customer = await aCustomer(at.pool);
    const lock = 'select from customers where id = $1 for update';
    const either = (n: number) => (n % 2 ? place(customer, n) : api.delete(`/api/customers/${customer.id}`));
    const answers = await sendWhileLocked(at, [lock, [customer.id], 2], either);
    const [erasures, orders] = [answers.filter((_, n) => n % 2 === 0), answers.filter((_, n) => n % 2)];
    const state = await stateOf(customer.id);
    expect([state.pending, state.phones]).toEqual(state.erased ? [0, 0] : [10, 10]);
    expect(countByStatus(orders)).toEqual(state.erased ? { 404: 10 } : { 201: 10 });
    expect(countByStatus(erasures)).toEqual(state.erased ? { 200: 10 } : { 409: 10 });
  });

  /** Holds an erasure open until `times` orders wait for it, and then commits or rolls back. */
  async function placeDuringErasure(place: Place, times: number, end: 'commit' | 'rollback') {
    const customer = await aCustomer(at.pool);
    const holder: PoolClient = await at.pool.connect();
    try {
      await holder.query('begin');
      await holder.query('select from customers where id = $1 for update', [customer.id]);
      await holder.query('update customers set name = null, phone = null, erased_at = now() where id = $1', [
        customer.id,
      ]);
      const answers = Promise.all(Array.from({ length: times }, (_, n) => place(customer, n)));
      await waitForLocks(at.pool, 1);
      await holder.query(end);
      return { answers: countByStatus(await answers), ...(await stateOf(customer.id)) };
    } finally {
      holder.release(true);
    }
  }

  it.each(WAYS)('finds nobody when it had looked before the erasure was there, %s', async (_, place) => {
    for (const times of [1, 5])
      expect(await placeDuringErasure(place, times, 'commit')).toEqual({
        ...{ answers: { 404: times }, erased: true },
        ...{ pending: 0, phones: 0 },
      });
  });

  it.each(WAYS)('is placed when the erasure is given up, %s', async (_, place) => {
    for (const times of [1, 5])
      expect(await placeDuringErasure(place, times, 'rollback')).toEqual({
        ...{ answers: { 201: times }, erased: false },
        ...{ pending: times, phones: times },
      });
  });
});

describe('a resend while the customer is erased', () => {
  it.each([1, 2, 3])('keeps the number, or finds it gone (round %i)', async () => {
    const { id, code } = await aCustomer(at.pool);
    const { json } = await api.post('/api/orders', { customer_code: code, ...order });
    await api.post(`/api/orders/${json.order_id}/cancel`);
    const lock = 'select from notifications where customer_code = $1 for update';
    const either = (n: number) =>
      n === 0 ? api.delete(`/api/customers/${id}`) : api.post(`/api/notifications/${json.sms.id}/resend`);
    const [erasure, ...resends] = await sendWhileLocked(at, [lock, [code], 2], either);
    const { erased, phones } = await stateOf(id);
    const resent = resends.filter(({ status }) => status === 202).length;
    expect([erasure?.status, phones, resent]).toEqual(erased ? [200, 0, 0] : [409, 1, 1]);
  });
});

describe('a confirmation that is undone while the customer is erased', () => {
  it.each([1, 2, 3])('makes the order pending again, or finds the customer gone (round %i)', async () => {
    const { id, code } = await aCustomer(at.pool);
    const { json } = await api.post('/api/orders/create', { customer_code: code, ...order, notify: false });
    await api.post('/api/orders/customer-order/confirm', { customer_code: code, order_id: json.order_id });
    const lock = 'select from customers where id = $1 for update';
    const either = (n: number) =>
      n === 0 ? api.delete(`/api/customers/${id}`) : api.post(`/api/orders/${json.order_id}/undo-confirmation`);
    const [erasure, ...undone] = await sendWhileLocked(at, [lock, [id], 2], either);
    const { erased, pending } = await stateOf(id);
    expect([erasure?.status, pending, countByStatus(undone)]).toEqual(
      erased ? [200, 0, { 409: 19 }] : [409, 1, { 200: 1, 409: 18 }],
    );
  });
});

describe('a delivery report while the customer is erased', () => {
  it('waits for the erasure, and then keeps no number', async () => {
    const { code, phone } = await aCustomer(at.pool);
    const { json } = await api.post('/api/orders', { customer_code: code, ...order });
    await api.post(`/api/orders/${json.order_id}/cancel`);
    await at.pool.query(`update notifications set status = 'unknown' where customer_code = $1`, [code]);
    const messageId = `came-during-${code}`;
    const holder = await at.pool.connect();
    try {
      await holder.query('begin');
      await holder.query('update notifications set phone = null where customer_code = $1', [code]);
      const report = { messageId, status: 'Sent', phone, networkCode: null, failureReason: null } as const;
      const kept = at.app.get(DeliveryReportsRepository).keep(report);
      await waitForLocks(at.pool, 1);
      await holder.query('commit');
      await kept;
    } finally {
      holder.release(true);
    }
    const { rows } = await at.pool.query('select phone from delivery_reports where message_id = $1', [messageId]);
    expect(rows).toEqual([{ phone: null }]);
  });

  it('does not keep the number, although it came first', async () => {
    const { id, code, phone } = await aCustomer(at.pool);
    const { json } = await api.post('/api/orders', { customer_code: code, ...order });
    await api.post(`/api/orders/${json.order_id}/cancel`);
    await at.pool.query(`update notifications set status = 'unknown' where customer_code = $1`, [code]);
    const reports = 'insert into delivery_reports (message_id, status, phone) values ($1, $2, $3)';
    const holder = await at.pool.connect();
    try {
      await holder.query('begin');
      await holder.query(`select from notifications where phone = $1 and status in ('sending', 'unknown') for share`, [
        phone,
      ]);
      await holder.query(reports, [`came-first-${code}`, 'Sent', phone]);
      const erasure = api.delete(`/api/customers/${id}`);
      await waitForLocks(at.pool, 1);
      await holder.query('commit');
      expect((await erasure).status).toBe(200);
    } finally {
      holder.release(true);
    }
    const { rows } = await at.pool.query('select phone from delivery_reports where message_id = $1', [
      `came-first-${code}`,
    ]);
    expect(rows).toEqual([{ phone: null }]);
  });
});
