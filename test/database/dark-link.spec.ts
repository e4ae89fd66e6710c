import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config/load-config.js';
import { DarkLink } from '../support/dark-link.js';
import { aCustomer } from '../support/factories.js';
import { createDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let link: DarkLink;
let app: NestFastifyApplication;
let url: string;
let code: string;
let headers: Record<string, string>;

const post = (path: string, body: object): Promise<Response> =>
  fetch(url + path, { method: 'POST', body: JSON.stringify(body), headers });

beforeAll(async () => {
  database = await createDatabase();
  const through = await DarkLink.to(database.url);
  link = through.link;
  const config = loadConfig({
    ...{ DATA_DIR: process.env.TEST_DATA_DIR, PORT: '0', LOG_LEVEL: 'silent', ROLE: 'api' },
  });
  app = await createApp(config, through.url);
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
  headers = { 'Content-Type': 'application/json' };
  const admin = { email: 'a@example.com', phone_number: '0712345678', password: 'correct horse battery' };
  const registered = await post('/api/auth/admin-register/', { ...admin, api_key: '123456721' });
  headers.Authorization = `Bearer ${((await registered.json()) as { token: string }).token}`;
  ({ code } = await aCustomer(database.pool));
});
afterAll(async () => {
  link.close();
  await app.close();
  await database.drop();
});

describe('a request whose statement is under way when the link to the database goes dark', () => {
  it('is answered within five seconds: 504 if it may have changed something, otherwise 503', async () => {
    const order = { customer_code: code, item: 'Mango', amount: '420' };
    expect((await post('/api/orders/create/', order)).status).toBe(201);
    link.goDark();
    let began = performance.now();
    const placed = await post('/api/orders/create/', order);
    expect(performance.now() - began).toBeLessThan(5_000);
    began = performance.now();
    const read = await fetch(`${url}/api/orders?limit=1`, { headers });
    expect(performance.now() - began).toBeLessThan(5_000);
    const seen = [placed, read].map((answer) => [answer.status, answer.headers.get('retry-after')]);
    expect(seen).toEqual([
      [504, '2'],
      [503, '2'],
    ]);
    expect(((await placed.json()) as { type: string }).type).toBe('/problems/outcome-unknown');
  });
});
