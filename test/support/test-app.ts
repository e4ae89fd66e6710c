import { Writable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Pool } from 'pg';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config/load-config.js';
import { migrate } from '../../src/database/migrate.js';
import { HANG_MS } from './deadlines.js';
import { createDatabase } from './test-database.js';
import { waitFor } from './waiting.js';

/** What a request has besides its path. */
export interface RequestOptions {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | FormData;
}

/** A complete answer. `json` is null unless the content type is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly json: any;
}

/** Keeps what the application logs. */
export class CapturedLog extends Writable {
  text = '';

  override _write(chunk: Buffer | string, _: BufferEncoding, done: () => void): void {
    this.text += chunk;
    done();
  }
}

/** Calls the API as one caller: each request carries the caller's token. */
export interface ApiClient {
  /** Empty for a caller without a token. */
  readonly token: string;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /**
   * Sends an object as JSON and a string as it is, both labelled `application/json` unless
   * `headers` say otherwise.
   */
  post(path: string, body?: object | string, headers?: Record<string, string>): Promise<Answer>;
  /** The same with PATCH. */
  patch(path: string, body?: object | string, headers?: Record<string, string>): Promise<Answer>;
  /** The same with DELETE. */
  delete(path: string, body?: object | string, headers?: Record<string, string>): Promise<Answer>;
}

/** The production application on a real port, with a database of its own. */
export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly url: string;
  /** Reads and writes the database as superuser. */
  readonly pool: Pool;
  /** Sends a request with nothing added. It follows no redirect. */
  request(path: string, options?: RequestOptions): Promise<Answer>;
  /**
   * Sends what `curl --data '<body>'` does: the body labelled as a form, or a GET without a body.
   */
  curl(path: string, body?: string, token?: string): Promise<Answer>;
  /** Registers an admin of its own and gives the token. */
  admin(): Promise<string>;
  /** Registers an admin of its own and gives a client that carries the token. */
  asAdmin(): Promise<ApiClient>;
  /** A client that carries `token`; without one, a client that carries none. */
  as(token?: string): ApiClient;
  close(): Promise<void>;
}

/** Whether `npm run pooled` runs the tests, behind PgBouncer. */
const IS_POOLED = process.env.TEST_POOLER === 'on';

/**
 * - The API documents are off, as in production, unless DOCS in `variables` turns them on.
 *   They take more than half of the processor time of a start.
 * - A start that did not reach the database within its 2 s is tried again.
 * @param variables environment besides that of a development start
 * @param logTo gets the log lines, which LOG_LEVEL in `variables` turns on
 * @param way gives the URL by which the application reaches the database of that URL
 */
export async function startApp(
  variables: Record<string, string> = {},
  logTo?: Writable,
  way: (databaseUrl: string) => string | Promise<string> = (databaseUrl) => databaseUrl,
): Promise<TestApp> {
  const database = await createDatabase();
  const config = loadConfig({
    DATA_DIR: process.env.TEST_DATA_DIR,
    PORT: '0',
    LOG_LEVEL: 'silent',
    ROLE: 'api',
    DOCS: 'off',
    ...(IS_POOLED && { DATABASE_URL: database.url, DATABASE_POOLER: 'on', DATABASE_PREPARE: 'off' }),
    ...variables,
  });
  const databaseUrl = await way(database.url);
  // Behind a pooler the settings of a session stand on the role, in each database.
  if (IS_POOLED)
    await migrate(databaseUrl, () => undefined, { ...config, MIGRATION_DATABASE_URL: database.migrationUrl });
  const create = () => createApp(config, databaseUrl, { logTo }).catch((error: Error) => error);
  const app = await waitFor(create, (made) => !(made instanceof Error && /timeout/i.test(made.message)), HANG_MS);
  if (app instanceof Error) throw app;
  await app.listen(config.PORT, config.HOST);
  const url = (await app.getUrl()).replace('[::1]', 'localhost');
  let admins = 0;

  const request = async (path: string, options: RequestOptions = {}): Promise<Answer> => {
    const response = await fetch(url + path, { redirect: 'manual', ...options });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : null;
    return { status: response.status, headers: response.headers, text, json };
  };
  const curl = (path: string, body?: string, token?: string): Promise<Answer> => {
    const authorization: Record<string, string> = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    if (body === undefined) return request(path, { headers: authorization });
    return request(path, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...authorization },
    });
  };
  const admin = async (): Promise<string> => {
    const number = String(700000000 + ++admins);
    const body = {
      email: `admin${admins}@example.com`,
      phone_number: `+254${number}`,
      password: 'correct horse battery',
      api_key: '123456721',
    };
    const answer = await curl('/api/auth/admin-register/', JSON.stringify(body));
    return answer.json.token;
  };
  const as = (token = ''): ApiClient => {
    const authorization: Record<string, string> = token === '' ? {} : { Authorization: `Bearer ${token}` };
    const get = (path: string, headers: Record<string, string> = {}) =>
      request(path, { headers: { ...authorization, ...headers } });
    const sendWith =
      (method: string) =>
      (path: string, body: object | string = {}, headers: Record<string, string> = {}) =>
        request(path, {
          method,
          body: typeof body === 'string' ? body : JSON.stringify(body),
          headers: { 'Content-Type': 'application/json', ...authorization, ...headers },
        });
    return { token, get, post: sendWith('POST'), patch: sendWith('PATCH'), delete: sendWith('DELETE') };
  };
  const asAdmin = async (): Promise<ApiClient> => as(await admin());
  const close = async (): Promise<void> => {
    await app.close();
    await database.drop();
  };
  return { app, url, pool: database.pool, request, curl, admin, asAdmin, as, close };
}
