import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { Draft, NotificationWriter } from '../../../src/notifications/notification-writer.js';
import { NotificationWriters } from '../../../src/notifications/notification-writer.js';
import { HandOversRepository } from '../../../src/notifications/sending/hand-overs.repository.js';
import { OutboxRepository } from '../../../src/notifications/sending/outbox.repository.js';
import { type CarrierApp, startCarrierApp } from '../../support/carrier-app.js';
import { aPhone } from '../../support/factories.js';
import { CapturedLog } from '../../support/test-app.js';
import { waitFor } from '../../support/waiting.js';

let at: CarrierApp;
const log = new CapturedLog();
beforeAll(async () => {
  at = await startCarrierApp({ LOG_LEVEL: 'warn' }, log);
});
afterAll(() => at.close());

/** Queues a notification that names neither an order nor a customer. Gives its id. */
const queue = async (kind: string): Promise<string> => {
  const id = uuidv7();
  await at.pool.query('insert into notifications (id, kind, phone) values ($1, $2, $3)', [id, kind, aPhone()]);
  return id;
};

const register = (kind: string, write: NotificationWriter['write']): void =>
  at.app.get(NotificationWriters).register({ kind, write, findPhones: async () => new Map() });

const waitForReason = (id: string, reason: string) =>
  waitFor(
    () => at.notification(id),
    (row) => row.reason === reason,
  );

const settled = ({ status }: { status: string }): boolean => ['delivered', 'failed'].includes(status);

describe('Dispatcher', () => {
  it('sends a notification of any kind that has a writer, without an order and a customer', async () => {
    register('greeting', async (subjects) =>
      subjects.map((): Draft => ({ body: 'Habari', encoding: 'GSM-7', segments: 1 })),
    );
    const id = await queue('greeting');
    expect(await at.waitForStatus(id, 'delivered')).toMatchObject({ body: 'Habari', attempts: 1 });
    const { json } = await at.api.get(`/api/notifications/${id}`);
    expect(json.notification).toMatchObject({ order_id: null, order_number: null, customer_code: null });
  });

  it('leaves a kind that no writer knows in the queue, for a process that knows it', async () => {
    const unknown = await queue('of-the-next-release');
    await at.waitForStatus((await at.placeOrder()).id, 'delivered');
    expect(await at.notification(unknown)).toMatchObject({ status: 'queued', attempts: 0, reason: null });
  });

  it('gives back what its writer cannot write, tells it once, and sends the other kinds meanwhile', async () => {
    register('broken', async () => {
      throw new Error('the writer is broken');
    });
    const broken = [await queue('broken'), await queue('broken')];
    const { id } = await at.placeOrder();
    await at.waitForStatus(id, 'delivered');
    for (const each of broken) {
      expect(await waitForReason(each, 'it could not be written')).toMatchObject({ status: 'queued', attempts: 0 });
    }
    expect(log.text.match(/broken cannot be written: Error: the writer is broken/g)).toHaveLength(1);
  });

  it('fails once what the database does not take, with the cause in the log, and sends its neighbours', async () => {
    register('with-nul', async (subjects) =>
      subjects.map((): Draft => ({ body: 'Habari\0', encoding: 'GSM-7', segments: 1 })),
    );
    const ids = [await queue('with-nul'), await queue('greeting'), await queue('with-nul'), await queue('greeting')];
    const rows = await Promise.all(ids.map((id) => waitFor(() => at.notification(id), settled)));
    expect(rows.map(({ status }) => status)).toEqual(['failed', 'delivered', 'failed', 'delivered']);
    expect(rows[0]).toMatchObject({ reason: 'its text cannot be stored', attempts: 0, body: null });
    expect(await at.history(ids[0] ?? '')).toEqual(['queued', 'sending', 'failed']);
    expect(log.text).toContain(`notification ${ids[0]} failed, for its text cannot be stored`);
  });

  it('fails once what takes more than SMS_SEGMENTS_MAX segments, also with the text of an earlier attempt', async () => {
    register('endless', async (subjects) =>
      subjects.map((): Draft => ({ body: 'x', encoding: 'GSM-7', segments: 21 })),
    );
    const [written, stored] = [await queue('endless'), uuidv7()];
    await at.pool.query(
      `insert into notifications (id, kind, phone, body, encoding, segments) values ($1, 'greeting', $2, $3, 'UCS-2', 2)`,
      [stored, aPhone(), `ж${'\u0301'.repeat(150)}`],
    );
    expect(await at.waitForStatus(written, 'failed')).toMatchObject({
      reason: 'it takes 21 SMS, and SMS_SEGMENTS_MAX is 2',
      attempts: 0,
    });
    expect((await at.waitForStatus(stored, 'failed')).reason).toBe('it takes 3 SMS, and SMS_SEGMENTS_MAX is 2');
    expect(at.carrier.phones.messages().filter(({ text }) => text.includes('ж'))).toEqual([]);
  });

  it('fails once what its writer withdraws for a reason that is too long or cannot be stored', async () => {
    register('wordy', async (subjects) => subjects.map((): Draft => ({ withdrawn: `\0${'why '.repeat(100)}` })));
    register('silent', async (subjects) => subjects.map((): Draft => ({ withdrawn: '' })));
    const ids = [await queue('wordy'), await queue('silent')];
    for (const id of ids) await at.waitForStatus(id, 'failed');
    expect((await at.notification(ids[1] ?? '')).reason).toBe('no reason given');
  });
});

describe('POST /api/orders/<id>/cancel', () => {
  it('withdraws a notification that a worker has claimed and not handed over', async () => {
    const api = await startCarrierApp({ ROLE: 'api' });
    const { id, orderId } = await api.placeOrder();
    const outbox = api.app.get(OutboxRepository);
    const [claimed] = await outbox.claim(1, crypto.randomUUID(), 60, ['order-placed']);
    expect(claimed?.id).toBe(id);
    expect((await api.api.post(`/api/orders/${orderId}/cancel`)).status).toBe(200);
    expect(await api.notification(id)).toMatchObject({ status: 'failed', attempts: 0 });
    const draft = { body: 'Habari', encoding: 'GSM-7', segments: 1 } as const;
    expect(claimed && (await api.app.get(HandOversRepository).handOver(claimed, 60, draft))).toBe('superseded');
    await api.close();
  });
});
