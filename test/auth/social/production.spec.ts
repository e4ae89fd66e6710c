import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../../src/config/load-config.js';
import { SandboxAddresses } from '../../../src/config/sandbox-addresses.js';
import { startApp, type TestApp } from '../../support/test-app.js';

const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://shop.example',
  TRUST_PROXY: 'none',
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

describe('GET /auth/:provider in production', () => {
  it('redirects to Google itself and names the public address, whatever the headers say', async () => {
    const answer = await at.request('/auth/google', { headers: { 'X-Forwarded-Host': 'evil.example' } });
    const { origin, searchParams } = new URL(answer.headers.get('location') ?? '');
    expect(origin).toBe('https://accounts.google.com');
    expect([searchParams.get('client_id'), searchParams.get('redirect_uri')]).toEqual([
      'our-id.apps.example',
      'https://shop.example/auth/google/callback',
    ]);
  });

  it('sets a cookie for this host alone that travels over TLS alone', async () => {
    const { headers } = await at.request('/auth/google');
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-agiza-sign-in-[\w-]{11}=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600; Secure$/,
      ),
    ]);
  });

  it('answers 404 for a provider without credentials, and starts no sandbox for it', async () => {
    expect((await at.request('/auth/github')).status).toBe(404);
    expect((await at.request('/auth/facebook')).status).toBe(404);
    expect(at.app.get(SandboxAddresses)).toEqual({ providers: null, carrier: null });
  });
});

describe('loadConfig', () => {
  it('refuses the sandbox in production', () => {
    expect(() => loadConfig({ ...production, SANDBOX: 'on' })).toThrow('SANDBOX: must not be on in production');
  });

  it('refuses half of a provider’s credentials, in development too', () => {
    const half = { DATA_DIR: process.env.TEST_DATA_DIR, GITHUB_CLIENT_ID: 'id' };
    expect(() => loadConfig(half)).toThrow('GITHUB_CLIENT_SECRET: must be set together with GITHUB_CLIENT_ID');
  });

  it('refuses a short secret among several in SESSION_SECRET', () => {
    expect(() => loadConfig({ ...production, SESSION_SECRET: `${'s'.repeat(32)},short` })).toThrow('SESSION_SECRET');
  });
});
