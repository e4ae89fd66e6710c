import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { faultyFields } from '../support/problems.js';
import { addressOf, controllersOf, routesOf } from '../support/routes.js';
import { type ApiClient, startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
let api: ApiClient;
beforeAll(async () => {
  at = await startApp({ DOCS: 'on' });
  api = await at.asAdmin();
});
afterAll(() => at.close());

/** The addresses of all GET routes of the API, with an id where they have a parameter. */
const addresses = (): string[] =>
  routesOf(controllersOf(at.app))
    .filter(({ method, path }) => method === 'GET' && path.startsWith('/api/'))
    .map(addressOf);

describe('GET below /api, with a field that the route does not have', () => {
  it.each(['surprise=1', 'surprise=', 'surprise', 'surprise=1&surprise2=2', 'a[b]=1', '__proto__=1', '%F0%9F%A5%AD=1'])(
    'is a 400 that names it at every route: ?%s',
    async (query) => {
      const names = [...new URLSearchParams(query).keys()];
      expect(addresses().length).toBeGreaterThan(7);
      for (const address of addresses()) {
        const answer = await api.get(`${address}?${query}`);
        expect([address, answer.status, faultyFields(answer)]).toEqual([address, 400, names]);
      }
    },
  );

  it('is a 401 without a token', async () => {
    for (const address of addresses()) expect((await at.request(`${address}?surprise=1`)).status).toBe(401);
  });

  it('does not matter to pages, which get fields from advertisements and mail programs', async () => {
    for (const path of ['/', '/problems/order-unknown', '/livez', '/readyz'])
      expect((await at.request(`${path}?fbclid=1&utm_source=x`)).status).toBe(200);
  });
});
