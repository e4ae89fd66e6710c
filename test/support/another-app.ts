import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config/load-config.js';
import type { TestApp } from './test-app.js';

/**
 * A second application on the database of a first one, as another process of the service would be.
 */
export interface AnotherApp {
  readonly url: string;
  /** Posts JSON and gives the status of the answer. */
  post(path: string, body: object, headers?: Record<string, string>): Promise<number>;
  close(): Promise<void>;
}

const started = new Set<AnotherApp>();

/** Starts a second application on the database of `at`, with settings of its own. */
export async function startAnother(at: TestApp, variables: Record<string, string> = {}): Promise<AnotherApp> {
  const database = new URL(process.env.TEST_DATABASE_URL ?? '');
  database.pathname = (await at.pool.query('select current_database() as name')).rows[0].name;
  const config = loadConfig({
    DATA_DIR: process.env.TEST_DATA_DIR,
    PORT: '0',
    LOG_LEVEL: 'silent',
    ROLE: 'api',
    DOCS: 'off',
    ...variables,
  });
  const app = await createApp(config, database.href);
  await app.listen(config.PORT, config.HOST);
  const url = await app.getUrl();
  const post = async (path: string, body: object, headers: Record<string, string> = {}): Promise<number> => {
    const options = {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', ...headers },
    };
    const response = await fetch(url + path, options);
    await response.arrayBuffer();
    return response.status;
  };
  const another: AnotherApp = {
    url,
    post,
    close: async () => {
      if (started.delete(another)) await app.close();
    },
  };
  started.add(another);
  return another;
}

/** Closes the applications that a failed test left open. */
export async function closeOthers(): Promise<void> {
  for (const another of started) await another.close();
}
