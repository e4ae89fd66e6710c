import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aBrowser } from '../../support/browser.js';
import { startApp, type TestApp } from '../../support/test-app.js';
import { forgetEverybody, signInBuyer } from '../buyer.js';

let at: TestApp;
beforeAll(async () => {
  at = await startApp();
});
afterAll(() => at.close());
beforeEach(() => forgetEverybody(at));

describe('presentProblem', () => {
  it('shows a 404 to a browser as a page with the id of the request', async () => {
    const page = await aBrowser(at).open('/nowhere');
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(page.text).toContain('There is nothing here');
    expect(page.text).toContain(page.headers.get('x-request-id'));
  });

  it('leaves the problem document to programs, and to everybody below /api', async () => {
    expect((await at.request('/nowhere')).json.status).toBe(404);
    for (const path of ['/api/nowhere', '/api', '/API/nowhere'])
      expect((await aBrowser(at).open(path)).json?.status).toBe(404);
  });

  it('answers htmx with a fragment in place of the part that did not work', async () => {
    const { status, text } = await aBrowser(at).open('/nowhere', { headers: { 'HX-Request': 'true' } });
    expect(status).toBe(404);
    expect(text).toMatch(/^<article><div role="alert"><h2>There is nothing here<\/h2>.*<\/article>$/);
  });

  it('tells htmx by HX-Redirect where to sign in, with the status 401', async () => {
    const { status, headers } = await aBrowser(at).open('/profile', { headers: { 'HX-Request': 'true' } });
    expect([status, headers.get('hx-redirect'), headers.get('location')]).toEqual([401, '/', null]);
  });

  it('says of an error of ours that it is ours, and tells nothing of its cause', async () => {
    const browser = aBrowser(at);
    await browser.signIn('google', 'wanjiku');
    await at.pool.query('alter table customers rename to gone');
    const page = await browser.open('/');
    await at.pool.query('alter table gone rename to customers');
    expect([page.status, page.text.includes('Something went wrong')]).toEqual([500, true]);
    expect(page.text).not.toMatch(/customers|relation|select/);
  });

  it('says what happened when a sign-in failed, was cancelled or is not for staff', async () => {
    const browser = aBrowser(at);
    const says = async (address: string) => {
      const { status, text } = await browser.open(address);
      return [status, text.match(/<h1>(.*?)<\/h1>/)?.[1]];
    };
    expect(await says('/auth/google/callback?code=1&state=1')).toEqual([400, 'The sign-in did not work']);
    expect(await says(await browser.choose('/auth/google', 'cancel'))).toEqual([403, 'The sign-in was cancelled']);
    expect(await says(await browser.choose('/google/login', 'wanjiku'))).toEqual([403, 'This account is not staff']);
  });
});

describe('PageInterceptor', () => {
  it('sends pages that load our own files alone and hold no script or style', async () => {
    const { browser } = await signInBuyer(at, 'wanjiku', 1);
    for (const path of ['/', '/profile', '/nowhere']) {
      const { headers, text } = await browser.open(path);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      );
      expect(text).not.toMatch(/<script>|<style|\sstyle=|\son\w+=|https?:\/\//);
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it.each([
    ['sw', 'sw', 'Ingia kwa Google'],
    ['sw-KE,sw;q=0.9,en;q=0.8', 'sw', 'Ingia kwa Google'],
    ['en-GB,en;q=0.9,sw;q=0.1', 'en', 'Sign in with Google'],
    ['fr,sw;q=0.3', 'sw', 'Ingia kwa Google'],
    ['de', 'en', 'Sign in with Google'],
    ['sw;q=0', 'en', 'Sign in with Google'],
    [';;,,q=', 'en', 'Sign in with Google'],
  ])('answers in the language of the header Accept-Language: %s', async (header, language, words) => {
    const { text } = await aBrowser(at).open('/', { headers: { 'Accept-Language': header } });
    expect(text).toContain(`<html lang="${language}">`);
    expect(text).toContain(words);
  });
});

describe('GET /assets/:name', () => {
  it('serves the five files of a page for browsers to keep, and no other file', async () => {
    const { text } = await aBrowser(at).open('/');
    const files = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
    expect(files).toHaveLength(5);
    for (const file of files) {
      const { status, headers } = await at.request(file);
      expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    }
    for (const name of ['../package.json', '..%2fpackage.json', '__proto__', 'x'])
      expect((await at.request(`/assets/${name}`)).status).toBe(404);
  });
});
