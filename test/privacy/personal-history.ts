import { OwnExportLimit } from '../../src/privacy/own-export-limit.js';
import type { CarrierApp } from '../support/carrier-app.js';
import { aPhone } from '../support/factories.js';
import { type Person, settle } from './person.js';

/**
 * Lets the histories of a person and of an order tell of them: a former name, a former number, an
 * account, reasons, and a confirmation by the person. Gives words that stand nowhere else.
 */
export async function leaveHistory(at: CarrierApp, person: Person): Promise<string[]> {
  const { id, code, phone, name, item } = person;
  const [formerName, formerPhone] = [`Former${name}`, aPhone()];
  const correct = (body: object) => at.api.patch(`/api/customers/${id}`, body, { 'If-Match': '*' });
  await correct({ name: formerName, phone_number: formerPhone });
  await correct({ name, phone_number: phone });
  const reports = `insert into delivery_reports (message_id, status, phone) values ($1, 'Sent', $2)`;
  await at.pool.query(reports, [`to-former-${code}`, formerPhone]);
  await at.api.post(`/api/customers/${id}/unlink`, { reason: `${name} shares a phone` });
  await at.api.post('/api/auth/create-customer', { user_id: person.userId, join: code });
  const order = { customer_code: code, item, amount: '420' };
  const cancelled = (await at.api.post('/api/orders', order)).json.order_id;
  const confirmed = (await at.api.post('/api/orders', order)).json.order_id;
  await settle(at, code);
  await at.api.patch(`/api/orders/${cancelled}`, { item: `${item} twice` });
  await at.api.post(`/api/orders/${cancelled}/cancel`, { reason: `${name} rang` });
  await at.pool.query(`update orders set status = 'confirmed', confirmed_at = now() where id = $1`, [confirmed]);
  await at.pool.query(`update order_events set actor_kind = 'user', actor_id = $2, via = 'page' where order_id = $1`, [
    confirmed,
    person.userId,
  ]);
  await at.app.get(OwnExportLimit).count(person.userId);
  return [formerName, formerPhone, `${item} twice`, `${name} rang`, `${name} shares a phone`];
}
