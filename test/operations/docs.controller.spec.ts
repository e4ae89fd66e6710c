import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startChromium, type WatchedPages, watchPages } from '../support/chromium.js';
import { startApp, type TestApp } from '../support/test-app.js';
import { waitFor } from '../support/waiting.js';

let at: TestApp;
let chromium: Browser;
let pages: WatchedPages;
beforeAll(async () => {
  [at, chromium] = await Promise.all([startApp({ DOCS: 'on' }), startChromium()]);
  pages = watchPages(chromium, at);
});
afterAll(async () => {
  await chromium.close();
  await at.close();
});

/** The answer as its bytes, which `fetch` would decompress. */
function readBytes(path: string, encoding: string): Promise<{ headers: Record<string, unknown>; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    request(at.url + path, { headers: { 'Accept-Encoding': encoding } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve({ headers: response.headers, bytes: Buffer.concat(parts) }));
    })
      .on('error', reject)
      .end();
  });
}

const filesOf = (html: string): string[] =>
  [...html.matchAll(/(?:href|src)="(\/(?:docs|assets)\/[^"]+)"/g)].map(([, file = '']) => file);

describe('GET /docs', () => {
  it('blocks its first paint by nothing but itself, in what one round trip brings', async () => {
    const { headers, bytes } = await readBytes('/docs', 'br, gzip');
    expect(headers['content-encoding']).toBe('br');
    // TCP sends ten packets of 1,460 bytes before it waits for an answer (RFC 6928).
    expect(bytes.length).toBeLessThan(10 * 1460);
    const html = brotliDecompressSync(bytes).toString();
    expect(html.slice(0, html.indexOf('</main>'))).not.toMatch(/<script|<link|@import|url\(/);
    expect([...html.matchAll(/<script(?! defer)/g)]).toEqual([]);
    expect(filesOf(html)).toHaveLength(3);
  });

  it('keeps its policy: no script inline, nothing from elsewhere', async () => {
    const { headers } = await at.request('/docs');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    );
  });

  it('shows the introduction while its scripts and styles do not come', async () => {
    const page = await pages.open();
    await page.route(/\/docs\/|openapi/, () => undefined);
    await page.goto('/docs', { waitUntil: 'commit' });
    await page.getByRole('heading', { name: 'Get a token' }).waitFor();
    const countPaints = () => page.evaluate('performance.getEntriesByName("first-contentful-paint").length');
    expect(await waitFor(countPaints, (paints) => paints === 1)).toBe(1);
    await page.context().close();
  });

  // Every operation in the document's order is executed in documented-order.spec.ts.
  it('executes operations as they are filled in, by the token and the ids of the answers before', async () => {
    const page = await pages.open();
    await page.goto('/docs');
    const answers = [
      await execute(page, 'operations-admins-Admins_register', 'another'),
      await execute(page, 'operations-customers-PhoneCustomers_register'),
      await execute(page, 'operations-orders-Placements_place'),
      await execute(page, 'operations-orders-Orders_confirm'),
    ];
    expect(answers).toEqual(['201', '201', '201', '200']);
    await page.context().close();
  });

  it('breaks no policy and asks no stranger', () => {
    expect([pages.complaints, pages.strangers]).toEqual([[], []]);
  });
});

/**
 * Opens an operation, executes it as it is filled in, and gives the status that the page shows.
 * @param example the name of the example to choose; the first if absent
 */
async function execute(page: Page, id: string, example?: string): Promise<string> {
  const block = page.locator(`[id="${id}"]`);
  await block.locator('.opblock-summary-control').dispatchEvent('click');
  await block.getByRole('button', { name: 'Try it out' }).dispatchEvent('click');
  if (example !== undefined) await block.locator('.examples-select-element').first().selectOption(example);
  await block.getByRole('button', { name: 'Execute' }).dispatchEvent('click');
  const status = await block.locator('.live-responses-table tr.response td.response-col_status').textContent();
  for (const name of ['Clear', 'Cancel']) await block.getByRole('button', { name, exact: true }).dispatchEvent('click');
  await block.locator('.opblock-summary-control').dispatchEvent('click');
  return (status ?? '').trim().slice(0, 3);
}

describe('the files of the pages', () => {
  const files = async (): Promise<string[]> => {
    const docs = filesOf((await at.request('/docs')).text);
    const start = filesOf((await at.request('/', { headers: { Accept: 'text/html' } })).text);
    return [...docs, ...start];
  };

  it('come compressed once for all, the same text in each encoding', async () => {
    expect(await files()).toHaveLength(8);
    for (const file of [...(await files()), '/docs', '/openapi.json']) {
      const plain = await readBytes(file, 'identity');
      const [br, gzip] = [await readBytes(file, 'gzip, br'), await readBytes(file, 'gzip, br;q=0')];
      expect([plain, br, gzip].map(({ headers }) => headers['content-encoding'])).toEqual([undefined, 'br', 'gzip']);
      expect([plain, br, gzip].map(({ headers }) => headers.vary)).toEqual(Array(3).fill('Accept-Encoding'));
      expect([plain, br, gzip].map(({ headers, bytes }) => Number(headers['content-length']) - bytes.length)).toEqual([
        0, 0, 0,
      ]);
      expect(brotliDecompressSync(br.bytes).equals(plain.bytes)).toBe(true);
      expect(gunzipSync(gzip.bytes).equals(plain.bytes)).toBe(true);
      // A few hundred bytes, such as those of the icon, do not become half.
      expect(br.bytes.length).toBeLessThan(plain.bytes.length * (plain.bytes.length < 1_000 ? 1 : 0.5));
    }
  });

  it('are kept for ever under an address that changes with them', async () => {
    for (const file of await files()) {
      expect(file).toMatch(/\?v=[\w-]{12}$/);
      expect((await at.request(file)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
  });

  it.each(['/docs/mango.js', '/docs/__proto__', '/assets/mango.css', '/assets/__proto__'])(
    'are kept by no cache where they do not exist: %s',
    async (path) => {
      const { status, headers } = await at.request(path);
      expect([status, headers.get('cache-control')]).toEqual([404, 'no-store']);
    },
  );
});
