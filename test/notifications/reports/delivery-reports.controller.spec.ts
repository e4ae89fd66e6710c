import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CALLBACK_SECRET, type CarrierApp, startCarrierApp } from '../../support/carrier-app.js';
import { CapturedLog } from '../../support/test-app.js';
import { waitFor } from '../../support/waiting.js';

const log = new CapturedLog();

let at: CarrierApp;
beforeAll(async () => {
  at = await startCarrierApp({ LOG_LEVEL: 'debug', DOCS: 'on' }, log);
});
afterAll(() => at.close());

/** Sends a notification of which nothing is reported yet. */
async function sendOne(): Promise<{ id: string; phoneNumber: string; messageId: string }> {
  at.carrier.script('*', { behaviour: 'deliver', reports: [] });
  const { id, phone } = await at.placeOrder();
  const { message_id } = await at.waitForStatus(id, 'sent');
  return { id, phoneNumber: phone, messageId: String(message_id) };
}

const countKept = async (messageId: string): Promise<number> =>
  (await at.pool.query('select count(*)::int as kept from delivery_reports where message_id = $1', [messageId])).rows[0]
    .kept;

describe('POST /api/callbacks/africastalking/:secret/delivery-reports', () => {
  it.each([
    ['Success', 'delivered', null],
    ['Failed', 'undelivered', 'UserInBlackList'],
    ['Rejected', 'undelivered', 'UserInBlackList'],
    ['AbsentSubscriber', 'undelivered', 'UserInBlackList'],
    ['Expired', 'undelivered', 'UserInBlackList'],
  ])('takes the report %s, after which the notification is %s', async (status, settled, reason) => {
    const { id, phoneNumber, messageId } = await sendOne();
    const answer = await at.sendReport({
      id: messageId,
      status,
      phoneNumber,
      networkCode: '63902',
      failureReason: 'UserInBlackList',
    });
    expect(answer.status).toBe(200);
    expect(await at.notification(id)).toMatchObject({ status: settled, reason, network_code: '63902' });
    expect(await countKept(messageId)).toBe(0);
  });

  it.each(['Sent', 'Submitted', 'Buffered'])('answers 200 to the report %s, which changes nothing', async (status) => {
    const { id, phoneNumber, messageId } = await sendOne();
    expect((await at.sendReport({ id: messageId, status, phoneNumber })).status).toBe(200);
    expect((await at.notification(id)).status).toBe('sent');
    expect(await countKept(messageId)).toBe(0);
  });

  it('counts a report once that comes in twenty requests at the same time', async () => {
    const { id, phoneNumber, messageId } = await sendOne();
    const report = { id: messageId, status: 'Success', phoneNumber };
    const answers = await Promise.all(Array.from({ length: 20 }, () => at.sendReport(report)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await at.history(id)).toEqual(['queued', 'sending', 'sent', 'delivered']);
  });

  it('changes nothing after the final report', async () => {
    const { id, phoneNumber, messageId } = await sendOne();
    for (const status of ['Success', 'Sent', 'Failed', 'Buffered'])
      await at.sendReport({ id: messageId, status, phoneNumber });
    expect(await at.history(id)).toEqual(['queued', 'sending', 'sent', 'delivered']);
    expect(await countKept(messageId)).toBe(0);
  });

  it('keeps a report that comes before the answer of the carrier, and uses it then', async () => {
    at.carrier.script('*', { behaviour: 'deliver', early: true, reports: ['Success', 'Sent'] });
    const { id } = await at.placeOrder();
    const { message_id } = await at.waitForStatus(id, 'delivered');
    expect(await at.history(id)).toEqual(['queued', 'sending', 'sent', 'delivered']);
    const kept = await waitFor(
      () => countKept(String(message_id)),
      (count) => count === 0,
    );
    expect(kept).toBe(0);
  });

  it('settles no notification by its phone alone while two reports may be the one about it', async () => {
    const first = await at.placeOrder({ behaviour: 'reset' });
    await at.waitForStatus(first.id, 'unknown');
    await at.pool.query(
      `insert into delivery_reports select id, 'Sent', $1 from unnest(array['stray-1', 'stray-2']) id`,
      [first.phone],
    );
    await at.sendReport({ id: 'stray-1', status: 'Success', phoneNumber: first.phone });
    expect((await at.notification(first.id)).status).toBe('unknown');
  });

  it('settles a notification by its phone although an unknown SMS was reported a day ago', async () => {
    const { id, phone } = await at.placeOrder({ behaviour: 'reset' });
    await at.waitForStatus(id, 'unknown');
    await at.pool.query(
      `insert into delivery_reports values ('old-stray', 'Success', $1, null, null, now() - interval '1 day')`,
      [phone],
    );
    await at.sendReport({ id: 'its-own', status: 'Success', phoneNumber: phone });
    expect((await at.waitForStatus(id, 'delivered')).message_id).toBe('its-own');
  });

  it('does not settle the second attempt by a report about the first', async () => {
    const { id, phoneNumber, messageId } = await sendOne();
    await at.sendReport({ id: messageId, status: 'Failed', phoneNumber });
    at.carrier.script(phoneNumber, { behaviour: 'deliver', reports: [] });
    await at.resend(id);
    await at.waitForStatus(id, 'sent');
    expect((await at.sendReport({ id: messageId, status: 'Success', phoneNumber })).status).toBe(200);
    expect((await at.notification(id)).status).toBe('sent');
  });

  it('answers 200 to a report about an unknown SMS, and keeps it', async () => {
    expect((await at.sendReport({ id: 'ATXid_nobody', status: 'Success', phoneNumber: '+254711000000' })).status).toBe(
      200,
    );
    expect(await countKept('ATXid_nobody')).toBe(1);
  });

  it('understands an unencoded plus sign, unknown fields and an unknown status', async () => {
    const { id, phoneNumber, messageId } = await sendOne();
    const post = (body: string) =>
      at.request(`/api/callbacks/africastalking/${CALLBACK_SECRET}/delivery-reports`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body,
      });
    expect((await post(`id=${messageId}&status=Teleported&phoneNumber=${phoneNumber}`)).status).toBe(200);
    expect(
      (await post(`id=${messageId}&status=Success&phoneNumber=${phoneNumber}&novelty=1&retryCount=0`)).status,
    ).toBe(200);
    expect((await at.notification(id)).status).toBe('delivered');
  });

  it.each([{}, { status: 'Success' }])('answers 400 to a report without an id: %j', async (form) => {
    expect((await at.sendReport(form as Record<string, string>)).status).toBe(400);
  });

  it('answers 413 to a body of more than 64 KiB', async () => {
    expect(
      (await at.sendReport({ id: 'x', status: 'Success', phoneNumber: '+254711000000', more: 'x'.repeat(70_000) }))
        .status,
    ).toBe(413);
  });

  it.each(['wrong', '', `${CALLBACK_SECRET}x`, CALLBACK_SECRET.slice(0, -1)])(
    'answers 404 under the wrong secret "%s"',
    async (secret) => {
      const { id, phoneNumber, messageId } = await sendOne();
      expect((await at.sendReport({ id: messageId, status: 'Success', phoneNumber }, secret)).status).toBe(404);
      expect((await at.notification(id)).status).toBe('sent');
    },
  );

  it('keeps its secret and whole phone numbers out of the log and out of /openapi.json', async () => {
    const nearly = `/api/callbacks/africastalking/${CALLBACK_SECRET}`;
    for (const path of [
      nearly,
      `${nearly}/`,
      `${nearly}/delivery-reportz`,
      `${nearly}//delivery-reports`,
      `${nearly}/delivery-reports%ff`,
    ]) {
      expect((await at.request(path, { method: 'POST' })).status).toBeGreaterThanOrEqual(400);
    }
    expect((await at.request(`${nearly}/delivery-reports`)).status).toBe(405);
    expect((await at.request(nearly.replaceAll('/', '%2F').replace('%2F', '/'))).status).toBe(404);
    const { status, text } = await at.request('/openapi.json');
    expect([status, text.includes('callbacks')]).toEqual([200, false]);
    expect(log.text).toContain('/api/callbacks/africastalking/:secret/delivery-reports');
    expect(log.text).not.toContain(CALLBACK_SECRET);
    expect(log.text).not.toMatch(/2547\d{8}/);
  });
});
