import { once } from 'node:events';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type AnotherApp, closeOthers, startAnother } from '../../support/another-app.js';
import type { Browser } from '../../support/browser.js';
import { aCustomer, someOrders } from '../../support/factories.js';
import { aMember, send, signInWithGoogle } from '../../support/staff.js';
import { type ApiClient, startApp, type TestApp } from '../../support/test-app.js';

const ORDERS = 20_000;
let at: TestApp;
let admin: ApiClient;
beforeAll(async () => {
  at = await startApp();
  admin = await at.asAdmin();
});
afterEach(closeOthers);
afterAll(() => at.close());

/** The status of a request to the other process, with the cookies of a browser of the first. */
async function ask(another: AnotherApp, { cookies }: Browser, method: string, path: string): Promise<number> {
  const Cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { Cookie, Accept: 'application/json', 'Sec-Fetch-Site': 'same-origin' };
  const sent = method === 'GET' ? { headers } : { method, headers: { ...headers, 'Content-Type': 'application/json' } };
  const response = await fetch(another.url + path, sent);
  await response.arrayBuffer();
  return response.status;
}

describe('a change of a role at one process', () => {
  it('is in force at the next request to another process', async () => {
    const another = await startAnother(at);
    const { id, browser } = await aMember(at, 'clerk');
    const [reads, writes] = [
      () => ask(another, browser, 'GET', '/api/customers'),
      () => ask(another, browser, 'POST', '/api/customer'),
    ];
    expect([await reads(), await writes()]).toEqual([200, 400]);
    await admin.patch(`/api/staff/${id}`, { role: 'viewer' });
    expect([await reads(), await writes()]).toEqual([200, 403]);
    await admin.patch(`/api/staff/${id}`, { disabled: true });
    expect([await reads(), await writes()]).toEqual([403, 403]);
    await admin.patch(`/api/staff/${id}`, { role: 'owner', disabled: false });
    expect([await reads(), await ask(another, browser, 'GET', '/api/staff')]).toEqual([200, 200]);
  });

  it('keeps one owner of two who demote each other at once, each at a process of their own', async () => {
    const another = await startAnother(at);
    for (let round = 0; round < 5; round++) {
      await at.pool.query('delete from staff');
      const [one, other] = [await aMember(at, 'owner'), await aMember(at, 'owner')];
      const demote = JSON.stringify({ role: 'viewer' });
      const Cookie = [...other.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const headers = { Cookie, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json' };
      const [here, there] = await Promise.all([
        send(one.browser, 'PATCH', `/api/staff/${other.id}`, { role: 'viewer' }),
        fetch(`${another.url}/api/staff/${one.id}`, { method: 'PATCH', headers, body: demote }),
      ]);
      await there.arrayBuffer();
      expect([here.status, there.status].sort()).toEqual([200, 403]);
      const { rows } = await at.pool.query(`select from staff where role = 'owner'`);
      expect(rows).toHaveLength(1);
    }
  });

  it('lets a list that was begun end whole, and refuses the next', async () => {
    const { id } = await aCustomer(at.pool);
    await someOrders(at.pool, id, ORDERS);
    const { id: memberId, browser } = await aMember(at, 'clerk');
    const Cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const request = httpGet(`${at.url}/api/orders`, { agent: false, headers: { Cookie } });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    await admin.patch(`/api/staff/${memberId}`, { disabled: true });
    expect((await send(browser, 'GET', '/api/orders')).status).toBe(403);
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += chunk;
    expect([response.statusCode, JSON.parse(text).length]).toEqual([200, ORDERS]);
  });
});

describe('STAFF_EMAILS', () => {
  it('makes an owner as long as a process lists the address, and no longer', async () => {
    const browser = await signInWithGoogle(at, { email: 'staff@example.com' });
    const listed = await startAnother(at, { STAFF_EMAILS: 'Staff@Example.com,other@example.com' });
    const unlisted = await startAnother(at, { STAFF_EMAILS: 'other@example.com' });
    expect(await ask(listed, browser, 'GET', '/api/staff')).toBe(200);
    expect(await ask(unlisted, browser, 'GET', '/api/staff')).toBe(403);
  });

  it('leaves the role that an owner gave when the address is listed no more', async () => {
    const unlisted = await startAnother(at, { STAFF_EMAILS: 'other@example.com' });
    const { id, email, browser } = await aMember(at, 'viewer');
    const listing = await startAnother(at, { STAFF_EMAILS: email });
    expect(await ask(listing, browser, 'GET', '/api/staff')).toBe(200);
    expect(await ask(unlisted, browser, 'GET', '/api/staff')).toBe(403);
    expect(await ask(unlisted, browser, 'GET', '/api/customers')).toBe(200);
    await admin.patch(`/api/staff/${id}`, { disabled: true });
    expect(await ask(listing, browser, 'GET', '/api/staff')).toBe(200);
    expect(await ask(unlisted, browser, 'GET', '/api/customers')).toBe(403);
  });
});
