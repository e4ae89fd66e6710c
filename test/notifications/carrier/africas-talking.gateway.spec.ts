import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Behaviour } from '../../../src/development/carrier/behaviour.js';
import { SandboxCarrier } from '../../../src/development/carrier/sandbox-carrier.js';
import { AfricasTalkingGateway } from '../../../src/notifications/carrier/africas-talking.gateway.js';
import { CarrierAccount } from '../../../src/notifications/carrier/carrier-account.js';
import type { CarrierOutcome } from '../../../src/notifications/carrier/sms.gateway.js';
import { toQuietMs } from '../../support/deadlines.js';
import { aPhone } from '../../support/factories.js';

const TIMEOUT_SECONDS = 1;
const carrier = new SandboxCarrier(0, () => null);
const gatewayAt = (baseUrl: () => string) =>
  new AfricasTalkingGateway(new CarrierAccount('shop', 'key', undefined, baseUrl), TIMEOUT_SECONDS);
const gateway = gatewayAt(() => carrier.url);

async function sendAs(behaviour: Behaviour): Promise<CarrierOutcome> {
  const phone = aPhone();
  carrier.script(phone, { behaviour });
  return gateway.send(phone, 'Habari');
}

beforeAll(() => carrier.listen());
afterAll(() => carrier.close());

describe('AfricasTalkingGateway', () => {
  it.each(['deliver', 'processed', 'queued', 'slow'] as const)(
    'gives "accepted" with id and exact price when the carrier plays %s',
    async (behaviour) => {
      expect(await sendAs(behaviour)).toEqual({
        kind: 'accepted',
        messageId: expect.stringMatching(/^ATXid_\w{32}$/),
        charge: { cost: '0.8000', currency: 'KES' },
      });
    },
  );

  it.each([
    ['risk-hold', '401 RiskHold'],
    ['invalid-sender', '402 InvalidSenderId'],
    ['invalid-number', '403 InvalidPhoneNumber'],
    ['unsupported-number', '404 UnsupportedNumberType'],
    ['blacklisted', '406 UserInBlacklist'],
    ['do-not-disturb', '409 DoNotDisturbRejection'],
    ['no-recipients', 'InvalidSenderId'],
  ] as const)('gives "refused" with the reason when the carrier plays %s', async (behaviour, reason) => {
    expect(await sendAs(behaviour)).toEqual({ kind: 'refused', reason });
  });

  it.each([
    ['internal-error', { reason: '500 InternalServerError' }],
    ['gateway-error', { reason: '501 GatewayError' }],
    ['no-route', { reason: '407 CouldNotRoute', mostAttempts: 2 }],
    ['rejected-by-gateway', { reason: '502 RejectedByGateway', mostAttempts: 2 }],
    ['http-500', { reason: 'HTTP 500' }],
    ['http-429', { reason: 'HTTP 429', retryAfterSeconds: 2 }],
  ] as const)('gives "deferred" with the reason when the carrier plays %s', async (behaviour, rest) => {
    expect(await sendAs(behaviour)).toEqual({ kind: 'deferred', ...rest });
  });

  it.each([
    ['no-balance', 'no-balance (405 InsufficientBalance)'],
    ['wrong-key', 'credentials refused (HTTP 401)'],
    ['redirect', "not the carrier's address (HTTP 302)"],
  ] as const)('gives "halted" with the reason when the carrier plays %s', async (behaviour, reason) => {
    expect(await sendAs(behaviour)).toEqual({ kind: 'halted', reason });
  });

  it.each([
    'hang',
    'reset',
    'hang-after-accepting',
    'reset-after-accepting',
    'html',
    'truncated',
    'huge',
    'trickle',
    'unheard-of-code',
  ] as const)('gives "unknown" in little more than the time-out when the carrier plays %s', async (behaviour) => {
    const began = performance.now();
    expect(await sendAs(behaviour)).toMatchObject({ kind: 'unknown' });
    const mostMs = TIMEOUT_SECONDS * 1000 + 500;
    expect(toQuietMs(performance.now() - began, mostMs)).toBeLessThan(mostMs);
  });

  it('gives "unreachable" when nobody listens, or the host name does not exist', async () => {
    expect(await gatewayAt(() => 'http://127.0.0.1:1').send(aPhone(), 'Habari')).toMatchObject({ kind: 'unreachable' });
    expect(await gatewayAt(() => 'http://carrier.invalid').send(aPhone(), 'Habari')).toMatchObject({
      kind: 'unreachable',
    });
  });

  it('gives "unknown" when the connection is accepted and then dropped', async () => {
    const server = createServer((socket) => socket.once('data', () => socket.destroy())).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    expect(await gatewayAt(() => `http://127.0.0.1:${port}`).send(aPhone(), 'Habari')).toMatchObject({
      kind: 'unknown',
    });
    server.close();
  });

  it('sends five SMS in a row over connections that are used again', async () => {
    for (let n = 0; n < 5; n++) expect(await sendAs('deliver')).toMatchObject({ kind: 'accepted' });
  });
});
