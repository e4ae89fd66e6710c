import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Behaviour } from '../../../src/development/carrier/behaviour.js';
import { SandboxCarrier } from '../../../src/development/carrier/sandbox-carrier.js';
import { AfricasTalkingGateway } from '../../../src/notifications/carrier/africas-talking.gateway.js';
import { CarrierAccount } from '../../../src/notifications/carrier/carrier-account.js';
import { readCharge } from '../../../src/notifications/carrier/carrier-reply.js';
import type { CarrierOutcome } from '../../../src/notifications/carrier/sms.gateway.js';
import { aPhone } from '../../support/factories.js';

const TIMEOUT_SECONDS = 1;
const carrier = new SandboxCarrier(0, () => null);
const at = (baseUrl: () => string) => new AfricasTalkingGateway(new CarrierAccount('shop', 'key', undefined, baseUrl), TIMEOUT_SECONDS);
const gateway = at(() => carrier.url);

async function sent(behaviour: Behaviour): Promise<CarrierOutcome> {
  const phone = aPhone();
  carrier.script(phone, { behaviour });
  return gateway.send(phone, 'Habari');
}

beforeAll(() => carrier.listen());
afterAll(() => carrier.close());

describe('a text handed to the carrier', () => {
  it.each(['deliver', 'processed', 'queued', 'slow'] as const)('is accepted with its id and exact price: %s', async (behaviour) => {
    expect(await sent(behaviour)).toEqual({
      kind: 'accepted',
      messageId: expect.stringMatching(/^ATXid_\w{32}$/),
      charge: { cost: '0.8000', currency: 'KES' },
    });
  });

  it.each([
    ['risk-hold', '401 RiskHold'],
    ['invalid-sender', '402 InvalidSenderId'],
    ['invalid-number', '403 InvalidPhoneNumber'],
    ['unsupported-number', '404 UnsupportedNumberType'],
    ['blacklisted', '406 UserInBlacklist'],
    ['do-not-disturb', '409 DoNotDisturbRejection'],
    ['no-recipients', 'InvalidSenderId'],
  ] as const)('is refused for good: %s', async (behaviour, reason) => {
    expect(await sent(behaviour)).toEqual({ kind: 'refused', reason });
  });

  it.each([
    ['internal-error', { reason: '500 InternalServerError' }],
    ['gateway-error', { reason: '501 GatewayError' }],
    ['no-route', { reason: '407 CouldNotRoute', mostAttempts: 2 }],
    ['rejected-by-gateway', { reason: '502 RejectedByGateway', mostAttempts: 2 }],
    ['http-500', { reason: 'HTTP 500' }],
    ['http-429', { reason: 'HTTP 429', retryAfterSeconds: 2 }],
  ] as const)('is put off: %s', async (behaviour, rest) => {
    expect(await sent(behaviour)).toEqual({ kind: 'deferred', ...rest });
  });

  it.each([
    ['no-balance', 'no-balance (405 InsufficientBalance)'],
    ['wrong-key', 'credentials refused (HTTP 401)'],
    ['redirect', "not the carrier's address (HTTP 302)"],
  ] as const)('stops everything: %s', async (behaviour, reason) => {
    expect(await sent(behaviour)).toEqual({ kind: 'halted', reason });
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
  ] as const)('has an unknown fate, in little more than the time-out: %s', async (behaviour) => {
    const began = performance.now();
    expect(await sent(behaviour)).toMatchObject({ kind: 'unknown' });
    expect(performance.now() - began).toBeLessThan(TIMEOUT_SECONDS * 1000 + 500);
  });

  it('surely did not go out when nobody listens, or the name does not exist', async () => {
    expect(await at(() => 'http://127.0.0.1:1').send(aPhone(), 'Habari')).toMatchObject({ kind: 'unreachable' });
    expect(await at(() => 'http://carrier.invalid').send(aPhone(), 'Habari')).toMatchObject({ kind: 'unreachable' });
  });

  it('has an unknown fate when the connection is taken and dropped', async () => {
    const server = createServer((socket) => socket.once('data', () => socket.destroy())).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    expect(await at(() => `http://127.0.0.1:${port}`).send(aPhone(), 'Habari')).toMatchObject({ kind: 'unknown' });
    server.close();
  });

  it('goes over connections that are used again', async () => {
    for (let n = 0; n < 5; n++) expect(await sent('deliver')).toMatchObject({ kind: 'accepted' });
  });
});

describe('a price', () => {
  it.each([
    ['KES 0.8000', { cost: '0.8000', currency: 'KES' }],
    ['UGX 25', { cost: '25', currency: 'UGX' }],
    ['KES 1234567.8901', { cost: '1234567.8901', currency: 'KES' }],
  ])('is read to the last digit: %s', (text, charge) => {
    expect(readCharge(text)).toEqual(charge);
  });

  it.each(['0', 'KES', 'KES -1', 'KES 1e3', 'KES 0.80001', 'KES NaN', '0.8 KES', 8, null])('is none: %s', (text) => {
    expect(readCharge(text)).toBeNull();
  });
});
