import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../../src/config/load-config.js';
import { SandboxAddresses } from '../../../src/config/sandbox-addresses.js';
import { startApp, type TestApp } from '../../support/test-app.js';

const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://shop.example',
  DATABASE_URL: 'postgres://unused.example/agiza',
  ADMIN_API_KEYS: 'k'.repeat(22),
  JWT_SECRET: 'j'.repeat(32),
  SESSION_SECRET: `${'s'.repeat(32)},${'t'.repeat(32)}`,
  AT_USERNAME: 'shop',
  AT_API_KEY: 'key',
  AT_CALLBACK_SECRET: 'c'.repeat(22),
  GOOGLE_CLIENT_ID: 'our-id.apps.example',
  GOOGLE_CLIENT_SECRET: 'our-secret',
};
let at: TestApp;
beforeAll(async () => {
  at = await startApp(production);
});
afterAll(() => at.close());

describe('in production', () => {
  it('a sign-in goes to Google itself and comes back to the public address, whatever the Host header says', async () => {
    const answer = await at.request('/auth/google', { headers: { 'X-Forwarded-Host': 'evil.example' } });
    const { origin, searchParams } = new URL(answer.headers.get('location') ?? '');
    expect(origin).toBe('https://accounts.google.com');
    expect([searchParams.get('client_id'), searchParams.get('redirect_uri')]).toEqual([
      'our-id.apps.example',
      'https://shop.example/auth/google/callback',
    ]);
  });

  it('cookies are of this host alone, and travel over TLS alone', async () => {
    const { headers } = await at.request('/auth/google');
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-agiza-sign-in=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600; Secure$/),
    ]);
  });

  it('a provider without credentials is not offered, and there is no stand-in for it', async () => {
    expect((await at.request('/auth/github')).status).toBe(404);
    expect((await at.request('/auth/facebook')).status).toBe(404);
    expect(at.app.get(SandboxAddresses)).toEqual({ providers: null, carrier: null });
  });

  it('the stand-ins cannot be switched on', () => {
    expect(() => loadConfig({ ...production, SANDBOX: 'on' })).toThrow('SANDBOX: must not be on in production');
  });

  it('half of a provider’s credentials are refused, in development too', () => {
    const half = { DATA_DIR: process.env.TEST_DATA_DIR, GITHUB_CLIENT_ID: 'id' };
    expect(() => loadConfig(half)).toThrow('GITHUB_CLIENT_SECRET: must be set together with GITHUB_CLIENT_ID');
  });

  it('a short secret among several for the cookies is refused', () => {
    expect(() => loadConfig({ ...production, SESSION_SECRET: `${'s'.repeat(32)},short` })).toThrow('SESSION_SECRET');
  });
});
