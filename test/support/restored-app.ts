import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config/load-config.js';
import { Database } from '../../src/database/database.js';

/** The production application on a database that was restored. */
export interface RestoredApp {
  readonly app: NestFastifyApplication;
  /** Runs one statement as the service. */
  db(text: string): Promise<unknown>;
  /** Registers an admin, places two orders of that customer, and gives their numbers. */
  placeTwo(customerCode: string): Promise<number[]>;
  close(): Promise<void>;
}

let admins = 0;

/** @param variables environment besides that of a development start */
export async function startRestored(databaseUrl: string, variables: Record<string, string> = {}): Promise<RestoredApp> {
  const fixed = { DATA_DIR: process.env.TEST_DATA_DIR, PORT: '0', LOG_LEVEL: 'silent', ROLE: 'api', DOCS: 'off' };
  const config = loadConfig({ ...fixed, ...variables });
  const app = await createApp(config, databaseUrl);
  await app.listen(config.PORT, config.HOST);
  const url = await app.getUrl();
  const post = async (path: string, body: object, token = '') => {
    const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) };
    const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return JSON.parse(await answer.text());
  };
  return {
    app,
    db: (text) => app.get(Database).db.query(text),
    placeTwo: async (customer_code) => {
      const number = String(710_900_000 + ++admins);
      const admin = {
        email: `r${admins}@example.com`,
        phone_number: `+254${number}`,
        password: 'correct horse battery',
      };
      const { token } = await post('/api/auth/admin-register/', { ...admin, api_key: '123456721' });
      const order = { customer_code, item: 'Pawpaw', amount: '10' };
      const placed = [await post('/api/orders', order, token), await post('/api/orders', order, token)];
      return placed.map(({ order: { number } }) => Number(number));
    },
    close: () => app.close(),
  };
}
