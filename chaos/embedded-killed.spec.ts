import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { connectAsSuperuser, postmasterOf, signal } from '../test/support/embedded-database.js';
import { Load } from '../test/support/load.js';
import { postTo, Service } from '../test/support/service.js';

const KILLS = 5;
const CLIENTS = 16;
const ORDERS_BETWEEN = 200;

const folder = mkdtempSync(join(tmpdir(), 'agiza-chaos-'));
const services: Service[] = [];
afterAll(async () => {
  for (const service of services) service.kill('SIGKILL');
  await Promise.all(services.map(({ ended }) => ended));
  const left = postmasterOf(folder);
  if (left !== null) signal(left.pid, 'SIGQUIT');
  rmSync(folder, { recursive: true, force: true });
});

/** A service on the folder's embedded PostgreSQL, which all of them share. */
function start(): Service {
  const service = new Service({ DATA_DIR: folder, LOG_LEVEL: 'error', ROLE: 'api', DOCS: 'off' });
  services.push(service);
  return service;
}

describe('an embedded PostgreSQL under two services', () => {
  it(`loses no answered order in ${KILLS} kills, and both answer 503 until it runs again`, async () => {
    const first = start();
    const urls = [await first.url(), await start().url()];
    const body = { email: 'a@example.com', phone_number: '+254711000000', password: 'correct horse battery' };
    const registered = await postTo(`${urls[0]}/api/auth/admin-register/`, { ...body, api_key: '123456721' });
    const { token } = JSON.parse(registered.text);
    const headers = { Authorization: `Bearer ${token}` };
    const made = await postTo(`${urls[0]}/api/customer`, { name: 'Wanjiku Kamau', phone: '0712345678' }, headers);
    const { customer_code: code } = JSON.parse(made.text).customer;
    let turn = 0;
    const load = new Load(CLIENTS, 'kept', () => urls[++turn % urls.length] as string, token, code);
    const away: number[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      await load.waitForMore(ORDERS_BETWEEN);
      signal(postmasterOf(folder)?.pid ?? 0, 'SIGKILL');
      const began = performance.now();
      const before = load.answered.size;
      // Those that were committed before the kill may still be answered.
      await load.waitForMore(CLIENTS + 1);
      away.push(Math.round(performance.now() - began));
      expect(load.answered.size).toBeGreaterThan(before);
    }
    await load.waitForMore(ORDERS_BETWEEN);
    await load.stop();
    const superuser = await connectAsSuperuser(folder);
    const { rows } = await superuser.query<{ id: string; item: string }>('select id, item from orders');
    await superuser.end();
    const statuses = [...new Set(load.refusals)];
    console.info(
      `${KILLS} kills, ${load.answered.size} orders, away ${away.join(', ')} ms; ` +
        `${load.refusals.length} refused with ${statuses.join(', ')}, ${load.broken} broken`,
    );
    expect(new Map(rows.map(({ id, item }) => [item, id]))).toEqual(
      new Map([...load.answered].map(([key, { id }]) => [key, id])),
    );
    expect(rows).toHaveLength(load.answered.size);
    expect([load.broken, statuses]).toEqual([0, [503]]);
    expect(services.every(({ running }) => running)).toBe(true);
    for (const service of services) service.kill('SIGINT');
    expect((await Promise.all(services.map(({ ended }) => ended))).map((ending) => ending.code)).toEqual([0, 0]);
    expect(postmasterOf(folder)).toBeNull();
  });
});
