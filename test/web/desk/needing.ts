import { randomUUID } from 'node:crypto';
import { aCustomer } from '../../support/factories.js';
import type { ApiClient, TestApp } from '../../support/test-app.js';

/** A notification that needs somebody, and whom it was for. */
export interface Needing {
  readonly id: string;
  readonly orderId: string;
  readonly number: string;
  readonly phone: string;
}

/** Places an order of a new customer, of which the notification then came to nothing. */
export async function aNeeding(
  at: TestApp,
  api: ApiClient,
  { status = 'failed', reason = '403 InvalidPhoneNumber', name = 'Wanjiku Kamau', item = 'Mango' } = {},
): Promise<Needing> {
  const customer = await aCustomer(at.pool, name);
  const { json } = await api.post('/api/orders', { customer_code: customer.code, item, amount: 420 });
  await fail(at, json.sms.id, status, reason);
  return { id: json.sms.id, orderId: json.order_id, number: String(json.order.number), phone: customer.phone };
}

/** The carrier took a notification and gave up, or did not take it. */
export async function fail(at: TestApp, id: string, status: string, reason: string): Promise<void> {
  const text = `update notifications set status = $2, reason = $3, message_id = $4, body = 'Habari', encoding = 'GSM-7', segments = 1
                where id = $1`;
  await at.pool.query(text, [id, status, reason, status === 'failed' ? null : `ATXid_${randomUUID()}`]);
}
