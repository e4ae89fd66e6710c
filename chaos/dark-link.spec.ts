import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BreakableLink } from '../test/support/breakable-link.js';
import { postTo, Service } from '../test/support/service.js';
import { createDatabase, type TestDatabase } from '../test/support/test-database.js';

const CLIENTS = 24;
const DARK_MS = 20_000;

let database: TestDatabase;
let link: BreakableLink;
let service: Service;
beforeAll(async () => {
  database = await createDatabase();
  link = await BreakableLink.open(database.url);
  service = new Service({ DATA_DIR: process.env.TEST_DATA_DIR ?? '', DATABASE_URL: link.url, ROLE: 'api' });
});
afterAll(async () => {
  service.kill('SIGKILL');
  await link.close();
  await database.drop();
});

interface Timed {
  readonly status: number;
  readonly beganAt: number;
  readonly endedAt: number;
}

const countDescriptors = (): number => readdirSync(`/proc/${service.pid}/fd`).length;

describe('a database link that goes dark under load', () => {
  it('answers within 5 s, works within 15 s, and releases every connection', async () => {
    const url = await service.url();
    const admin = { email: 'dark@example.com', phone_number: '+254712345678', password: 'a long sentence' };
    const registered = await postTo(`${url}/api/auth/admin-register/`, { ...admin, api_key: '123456721' });
    const headers = { Authorization: `Bearer ${JSON.parse(registered.text).token}` };
    const made = await postTo(`${url}/api/customer`, { name: 'Wanjiku', phone: '0712345678' }, headers);
    const { customer_code } = JSON.parse(made.text).customer;
    const answers: Timed[] = [];
    let stopped = false;
    const work = async (client: number): Promise<void> => {
      const order = { customer_code, item: 'Mango', amount: '420' };
      for (; !stopped; await delay(20)) {
        const beganAt = performance.now();
        const { status } = await (client % 3 === 0
          ? postTo(`${url}/api/orders`, order, headers)
          : client % 3 === 1
            ? postTo(`${url}/api/orders/all-orders`, {}, headers)
            : postTo(`${url}/api/orders/customer/all-orders`, { customer_code }, headers));
        answers.push({ status, beganAt, endedAt: performance.now() });
      }
    };
    const clients = Array.from({ length: CLIENTS }, (_, client) => work(client));
    await delay(3_000);
    const descriptors = countDescriptors();
    link.darken();
    const darkAt = performance.now();
    await delay(DARK_MS);
    const most = countDescriptors();
    link.light();
    const lightAt = performance.now();
    await delay(15_000);
    stopped = true;
    await Promise.all(clients);
    const left = countDescriptors();
    const slowestMs = Math.max(...answers.map(({ beganAt, endedAt }) => endedAt - beganAt));
    const lastRefusedAt = Math.max(...answers.filter(({ status }) => status >= 500).map(({ endedAt }) => endedAt));
    const odd = answers.filter(({ status }) => ![200, 201, 503, 504].includes(status));
    const dark = answers.filter(({ beganAt, endedAt }) => beganAt > darkAt && endedAt < lightAt);
    console.info(
      `${answers.length} answers, ${dark.length} in the ${DARK_MS / 1000} s of darkness; slowest ${Math.round(slowestMs)} ms; ` +
        `last refusal ${Math.round(lastRefusedAt - lightAt)} ms after the link was back; ` +
        `descriptors ${descriptors} before, ${most} in the dark, ${left} after`,
    );
    expect(odd).toEqual([]);
    expect(slowestMs).toBeLessThan(5_100);
    expect(lastRefusedAt - lightAt).toBeLessThan(15_000);
    expect(left).toBeLessThan(descriptors + 10);
  });
});
