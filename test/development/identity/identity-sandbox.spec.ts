import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aBrowser, originOf, sandboxOf } from '../../support/browser.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
beforeAll(async () => {
  at = await startApp();
});
afterAll(() => at.close());

describe('IdentitySandbox', () => {
  const exchangeCode = async (change: Record<string, string>) => {
    const { front, back } = sandboxOf(at);
    const query = {
      response_type: 'code',
      client_id: 'sandbox-google',
      redirect_uri: `${originOf(at)}/auth/google/callback`,
      state: 's',
    };
    // The challenge of RFC 7636, appendix B.
    const challenge = {
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
      person: 'wanjiku',
    };
    const consent = await fetch(`${front}/google/authorize?${new URLSearchParams({ ...query, ...challenge })}`, {
      redirect: 'manual',
    });
    const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const form = {
      grant_type: 'authorization_code',
      client_id: 'sandbox-google',
      client_secret: 'sandbox-google-secret',
      redirect_uri: query.redirect_uri,
      code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
      code,
      ...change,
    };
    return (await fetch(`${back}/google/token`, { method: 'POST', body: new URLSearchParams(form) })).status;
  };

  it('gives a token for a code with the right client, redirect URI and verifier only', async () => {
    expect(await exchangeCode({})).toBe(200);
    expect(await exchangeCode({ code_verifier: '' })).toBe(400);
    expect(await exchangeCode({ redirect_uri: 'http://localhost/other' })).toBe(400);
    expect(await exchangeCode({ client_secret: 'guess' })).toBe(401);
    expect(await exchangeCode({ grant_type: 'password' })).toBe(400);
  });

  it.each(['http://evil.example/auth/google/callback', 'http://localhost/elsewhere', 'javascript:alert(1)', ''])(
    'answers 400 to the unregistered redirect URI %j',
    async (uri) => {
      const asked = new URL((await aBrowser(at).open('/auth/google')).headers.get('location') ?? '');
      asked.searchParams.set('redirect_uri', uri);
      expect((await fetch(asked, { redirect: 'manual' })).status).toBe(400);
    },
  );
});
