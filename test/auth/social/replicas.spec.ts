import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../../src/app.js';
import { loadConfig } from '../../../src/config/load-config.js';
import { aBrowser, type Browser, originOf, sandboxOf } from '../../support/browser.js';
import { startApp, type TestApp } from '../../support/test-app.js';

const OLD = 'an old secret of at least thirty-two bytes';
const NEW = 'a new secret of at least thirty-two bytes!';
let first: TestApp;
const replicas: NestFastifyApplication[] = [];
beforeAll(async () => {
  first = await startApp({ SESSION_SECRET: OLD });
});
afterAll(async () => {
  for (const app of replicas) await app.close();
  await first.close();
});

/** Starts the service once more, on the same database and with the same public address. */
const startReplica = async (secrets: string): Promise<TestApp> => {
  const variables = {
    DATA_DIR: process.env.TEST_DATA_DIR,
    PORT: '0',
    LOG_LEVEL: 'silent',
    PUBLIC_URL: originOf(first),
  };
  const config = loadConfig({ ...variables, SESSION_SECRET: secrets });
  const app = await createApp(config, String(first.pool.options.connectionString));
  await app.listen(0, '127.0.0.1');
  replicas.push(app);
  return { ...first, app, url: await app.getUrl() };
};
const moveTo = (browser: Browser, to: TestApp): Browser => {
  const there = aBrowser(to);
  for (const [name, value] of browser.cookies) there.cookies.set(name, value);
  return there;
};
const counts = async (browser: Browser) =>
  (await browser.open('/api/orders', { headers: { Accept: '*/*' } })).status === 403;

describe('GET /auth/:provider/callback', () => {
  it('takes once, at a second replica, the callback of a sign-in that the first began', async () => {
    const second = await startReplica(OLD);
    const browser = aBrowser(first);
    const begun = await browser.open('/auth/google');
    const atSecond = new URL(begun.headers.get('location') ?? '');
    atSecond.host = new URL(sandboxOf(second).front).host;
    const consent = await fetch(`${atSecond}&person=wanjiku`, { redirect: 'manual' });
    const { pathname, search } = new URL(consent.headers.get('location') ?? '');
    const kept = moveTo(browser, first);
    const there = moveTo(browser, second);
    expect((await there.open(pathname + search)).status).toBe(302);
    expect(await counts(there)).toBe(true);
    expect((await kept.open(pathname + search)).status).toBe(400);
  });
});

describe('SessionAuthenticator', () => {
  it('knows at a second replica a session of the first, and its end at once', async () => {
    const second = await startReplica(OLD);
    const browser = aBrowser(first);
    await browser.signIn('google', 'wanjiku');
    const there = moveTo(browser, second);
    expect(await counts(there)).toBe(true);
    await browser.press('/logout');
    expect(await counts(there)).toBe(false);
  });

  it('signs nobody out when a new secret stands before the old one in SESSION_SECRET', async () => {
    const browser = aBrowser(first);
    await browser.signIn('google', 'wanjiku');
    const rotated = await startReplica(`${NEW},${OLD}`);
    expect(await counts(moveTo(browser, rotated))).toBe(true);
    const later = aBrowser(rotated);
    later.cookies.set('agiza-session', browser.cookies.get('agiza-session') ?? '');
    expect(await counts(moveTo(later, await startReplica(NEW)))).toBe(false);
  });
});
