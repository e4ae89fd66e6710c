import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aBrowser } from '../../support/browser.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
beforeAll(async () => {
  at = await startApp({ SHOP_NAME: 'Mama Njeri' });
});
afterAll(() => at.close());

describe('POST /language', () => {
  it('shows every page in the chosen language for a year, whatever the browser prefers', async () => {
    const browser = aBrowser(at);
    const page = await browser.open('/');
    expect(page.headers.get('vary')).toBe('Accept-Language, Cookie');
    expect((await browser.open('/problems')).headers.get('vary')).toBe('Accept, Accept-Language, Cookie');
    const answer = await browser.press('/language', { language: 'sw', to: '/?page=2&q=unga+wa' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/?page=2&q=unga+wa']);
    expect(answer.headers.get('set-cookie')).toBe(
      'agiza-language=sw; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000',
    );
    for (const path of ['/', '/nowhere', '/problems']) {
      const { text } = await browser.open(path, { headers: { 'Accept-Language': 'en' } });
      expect(text).toContain('<html lang="sw">');
      expect(text).toContain('<button type="submit" name="language" value="en" lang="en">English</button>');
    }
    await browser.press('/language', { language: 'en', to: '/' });
    expect((await browser.open('/', { headers: { 'Accept-Language': 'sw' } })).text).toContain('<html lang="en">');
  });

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/%2fevil', 'javascript:alert(1)', '', 'x'])(
    'leads to the start page instead of %s',
    async (to) => {
      const { status, headers } = await aBrowser(at).press('/language', { language: 'sw', to });
      expect([status, headers.get('location')]).toEqual([303, '/']);
    },
  );

  it('keeps nothing for a language that we do not have', async () => {
    for (const language of ['de', '', 'sw; Domain=evil.example', '__proto__']) {
      const { status, headers } = await aBrowser(at).press('/language', { language, to: '/' });
      expect([status, headers.get('set-cookie')]).toEqual([303, null]);
    }
  });

  it('refuses the form of another site', async () => {
    const { status, headers } = await at.request('/language', {
      method: 'POST',
      body: 'language=sw',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'cross-site' },
    });
    expect([status, headers.get('set-cookie')]).toEqual([403, null]);
  });

  it('leads back to the page that was open, but never to the callback of a provider', async () => {
    const browser = aBrowser(at);
    const targetOf = async (path: string) =>
      /name="to" value="([^"]*)"/.exec((await browser.open(path)).text)?.[1]?.replaceAll('&amp;', '&');
    expect(await targetOf('/?page=2&q=unga')).toBe('/?page=2&q=unga');
    expect(await targetOf('/nowhere/else')).toBe('/nowhere/else');
    expect(await targetOf('/auth/google/callback?code=1&state=1')).toBe('/');
    expect(await targetOf('/?q=<script>')).toBe('/?q=%3Cscript%3E');
  });
});

describe('GET /manifest.webmanifest', () => {
  it('has the name of the shop, and an icon that is there', async () => {
    const { status, headers, text } = await at.request('/manifest.webmanifest');
    expect([status, headers.get('content-type')]).toEqual([200, 'application/manifest+json; charset=utf-8']);
    const { name, start_url, icons } = JSON.parse(text);
    expect([name, start_url]).toEqual(['Mama Njeri', '/']);
    const icon = await at.request(icons[0].src);
    expect([icon.status, icon.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
  });
});
