import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config/load-config.js';
import type { TestApp } from './test-app.js';

/** Another process of the service, as it were: on the database of `at`, with its own settings. */
export interface AnotherApp {
  /** Posts JSON without a token and gives the answer's status. */
  post(path: string, body: object): Promise<number>;
  close(): Promise<void>;
}

export async function startAnother(at: TestApp, variables: Record<string, string> = {}): Promise<AnotherApp> {
  const database = new URL(process.env.TEST_DATABASE_URL ?? '');
  database.pathname = (await at.pool.query('select current_database() as name')).rows[0].name;
  const config = loadConfig({ DATA_DIR: process.env.TEST_DATA_DIR, PORT: '0', LOG_LEVEL: 'silent', ...variables });
  const app = await createApp(config, database.href);
  await app.listen(config.PORT, config.HOST);
  const url = await app.getUrl();
  const post = async (path: string, body: object): Promise<number> => {
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(url + path, { method: 'POST', body: JSON.stringify(body), headers });
    await response.arrayBuffer();
    return response.status;
  };
  return { post, close: () => app.close() };
}
