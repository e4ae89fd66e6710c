import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SandboxAddresses } from '../../../src/config/sandbox-addresses.js';
import { aBrowser, originOf } from '../../support/browser.js';
import { startApp, type TestApp } from '../../support/test-app.js';

const production = {
  NODE_ENV: 'production',
  TRUST_PROXY: 'none',
  PUBLIC_URL: 'https://shop.example',
  DATABASE_URL: 'postgres://unused.example/agiza',
  ADMIN_API_KEYS: 'k'.repeat(22),
  JWT_SECRET: 'j'.repeat(32),
  SESSION_SECRET: 's'.repeat(32),
  AT_USERNAME: 'shop',
  AT_API_KEY: 'key',
  AT_CALLBACK_SECRET: 'c'.repeat(22),
};
let development: TestApp;
let shop: TestApp;
beforeAll(async () => {
  [development, shop] = [await startApp({ DOCS: 'on' }), await startApp(production)];
});
afterAll(async () => {
  await development.close();
  await shop.close();
});

describe('SignInPage', () => {
  const open = async (language: string, userAgent: string) => {
    const headers = { 'Accept-Language': language, 'User-Agent': userAgent };
    return (await aBrowser(development).open('/', { headers })).text;
  };

  it.each([
    [
      'en',
      'Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Mobile/15E148 [FBAN/FBIOS;FBAV/468.0]',
      'Open it in Chrome or Safari',
    ],
    [
      'sw',
      'Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 Safari/537.36 Instagram 338.1',
      'Ufungue kwa Chrome au Safari',
    ],
  ])('hints, in %s, to leave the browser of an app, and keeps the buttons: %s', async (language, userAgent, hint) => {
    const text = await open(language, userAgent);
    expect(text).toContain(hint);
    for (const provider of ['google', 'github', 'facebook']) expect(text).toContain(`href="/auth/${provider}"`);
  });

  it('hints nothing in a browser', async () => {
    expect(await open('en', 'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0')).not.toContain(
      'Safari',
    );
  });

  it.each([
    ['en', 'Signing in is not set up here yet. Please ask the shop'],
    ['sw', 'Kuingia bado hakujawekwa hapa. Tafadhali uliza duka'],
  ])('says, in %s, that no sign-in is set up in production without a provider', async (language, words) => {
    const headers = { 'Accept-Language': language };
    const { status, text } = await aBrowser(shop).open('/', { headers });
    expect([status, text.includes(words)]).toEqual([200, true]);
    expect(text).not.toMatch(/\/auth\/|google|CLIENT_ID/i);
  });

  it('shows again, in development, what the start said at the terminal', async () => {
    const { text } = await aBrowser(development).open('/');
    const facts = Object.fromEntries(
      [...text.matchAll(/<dt>([^<]+)<\/dt><dd>(.*?)<\/dd>/g)].map(([, name = '', value = '']) => [
        name,
        value.replace(/<[^>]+>/g, ''),
      ]),
    );
    const origin = originOf(development);
    expect(facts).toMatchObject({
      'Agiza listens at': `${origin} (open it in a browser to sign in)`,
      'API documents at': `${origin}/docs`,
      'Admin API key': '123456721 (of this development start; production refuses it)',
      'Sign-in': 'Google (sandbox), GitHub (sandbox), Facebook (sandbox)',
      Staff: '1 e-mail address',
      Missing: expect.stringContaining('this process sends no SMS'),
    });
    const phones = development.app.get(SandboxAddresses).carrier?.().replace('127.0.0.1', 'localhost');
    for (const address of [`${origin}/docs`, phones]) {
      expect(text).toContain(`<a href="${address}">`);
      expect((await fetch(address ?? '')).status).toBe(200);
    }
  });

  it('shows the command that registers an admin, which works as it stands', async () => {
    const { text } = await aBrowser(development).open('/');
    const [, shown = ''] = /<pre>(.*?)<\/pre>/.exec(text) ?? [];
    const command = shown.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
    const [, address = '', body = ''] = /^curl (\S+) --data '(.+)'$/.exec(command) ?? [];
    const path = address.replace(originOf(development), '');
    expect((await development.curl(path, body)).status).toBe(201);
  });

  it('shows nothing of the start in production, and never an admin key that somebody chose', async () => {
    expect((await aBrowser(shop).open('/')).text).not.toMatch(/<dl|<pre|This development start|k{22}/);
    const own = await startApp({ ADMIN_API_KEYS: 'canary-key', DOCS: 'off' });
    const { text } = await aBrowser(own).open('/');
    await own.close();
    expect(text).toContain('the first of ADMIN_API_KEYS');
    expect(text).not.toMatch(/canary|docs|<pre/);
  });

  it('says at the sign-in of staff that there is no such way without Google', async () => {
    const { status, text } = await aBrowser(shop).open('/google/login');
    expect([status, text.includes('There is no such way to sign in')]).toEqual([404, true]);
  });
});
