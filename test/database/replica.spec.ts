import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client } from 'pg';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config/load-config.js';
import { Database } from '../../src/database/database.js';
import { checkReplica } from '../../src/database/replica/replica-check.js';
import { DatabaseLink } from '../support/database-link.js';
import { urlWith } from '../support/odd-databases.js';
import { Standby } from '../support/standby.js';
import { CapturedLog } from '../support/test-app.js';
import { waitFor } from '../support/waiting.js';

const TOKEN = 'token-for-the-metrics-of-the-test';
const ORDERS = 20;

let servers: Standby;
let link: DatabaseLink;
let replica: Client;
const log = new CapturedLog();
const apps: NestFastifyApplication[] = [];
/** Of the process that writes, and of the one that reads. */
let writer: string;
let reader: string;
let headers: Record<string, string>;
let code: string;

async function open(logTo?: CapturedLog): Promise<string> {
  const config = loadConfig({
    ...{ DATA_DIR: process.env.TEST_DATA_DIR, PORT: '0', ROLE: 'api', DOCS: 'off', LOG_LEVEL: 'info' },
    ...{ DATABASE_URL: servers.primary.url, DATABASE_REPLICA_URL: link.url, REPLICA_LAG_SECONDS: '1' },
    METRICS_TOKEN: TOKEN,
  });
  const app = await createApp(config, servers.primary.url, { logTo: logTo ?? new CapturedLog() });
  apps.push(app);
  await app.listen(0, '127.0.0.1');
  return app.getUrl();
}

async function post(
  path: string,
  body: object,
): Promise<Record<string, string> & { customer?: Record<string, string> }> {
  const init = { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' } };
  const answer = await fetch(writer + path, { ...init, body: JSON.stringify(body) });
  expect(answer.status).toBe(201);
  return answer.json() as Promise<Record<string, string>>;
}

const place = (item: string) => post('/api/orders', { customer_code: code, item, amount: '420' });

async function read(path: string): Promise<string> {
  const answer = await fetch(reader + path, { headers });
  expect(answer.status).toBe(200);
  return answer.text();
}

/** What the reading process tells its operator. */
async function tell(): Promise<{ state: string; used: number; atReplica: number; atPrimary: number }> {
  const operator = { headers: { authorization: `Bearer ${TOKEN}` } };
  const ready = (await (await fetch(`${reader}/readyz`, operator)).json()) as {
    details: { replica: { state: string } };
  };
  const metrics = await (await fetch(`${reader}/metrics`, operator)).text();
  const figure = (name: string) =>
    Number(
      metrics
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')[1],
    );
  return {
    state: ready.details.replica.state,
    used: figure('database_replica_used'),
    atReplica: figure('database_replica_reads_total{server="replica"}'),
    atPrimary: figure('database_replica_reads_total{server="primary"}'),
  };
}

const waitUntil = (state: string) => waitFor(tell, (told) => told.state === state, 20_000);

beforeAll(async () => {
  servers = await Standby.start(async () => undefined, true);
  link = await DatabaseLink.to(servers.standby.url);
  replica = new Client({ connectionString: servers.standby.superuserUrl });
  await replica.connect();
  writer = await open();
  reader = await open(log);
  const admin = { email: 'replica@example.com', phone_number: '+254712345678', password: 'a long sentence' };
  const { token } = await post('/api/auth/admin-register', { ...admin, api_key: '123456721' });
  headers = { Authorization: `Bearer ${token}` };
  code = (await post('/api/customer', { name: 'Wanjiku', phone: '0712345678' })).customer?.customer_code ?? '';
});
afterAll(async () => {
  for (const app of apps) await app.close();
  await replica.end();
  await link.cut();
  await servers.close();
});

describe('a replica', () => {
  it('answers lists, with what its caller wrote at another process just before', async () => {
    await waitUntil('used');
    const before = await tell();
    for (let n = 0; n < ORDERS; n++) {
      await place(`Mango ${n}`);
      expect(await read('/api/orders?limit=3')).toContain(`"Mango ${n}"`);
      expect(await read('/api/order/0712345678')).toContain(`"Mango ${n}"`);
    }
    for (const path of ['/api/orders', '/api/customers', '/api/notifications/summary', '/api/audit']) await read(path);
    const after = await tell();
    expect(after.used).toBe(1);
    // On a busy machine some come while the standby is behind.
    expect(after.atReplica - before.atReplica).toBeGreaterThan(ORDERS / 4);
  });

  it('is left for the primary while it is behind, which the log says once', async () => {
    await replica.query('select pg_wal_replay_pause()');
    await place('Avocado');
    expect(await read('/api/orders?limit=3')).toContain('"Avocado"');
    expect(await waitUntil('lagging')).toMatchObject({ state: 'lagging', used: 0 });
    const { atReplica } = await tell();
    await place('Papaya');
    expect(await read('/api/orders?limit=3')).toContain('"Papaya"');
    expect((await tell()).atReplica).toBe(atReplica);
    await replica.query('select pg_wal_replay_resume()');
    expect(await waitUntil('used')).toMatchObject({ state: 'used', used: 1 });
    // Both applications of this test write to the log of the second one.
    const said = log.text.match(/s behind, more than REPLICA_LAG_SECONDS \(1\); all reads go to the primary/g);
    expect(said).toHaveLength(apps.length);
  });

  it('is left for the primary while it is away, and used again when it is back', async () => {
    await link.cut();
    for (let n = 0; n < 5; n++) {
      await place(`Guava ${n}`);
      expect(await read('/api/orders?limit=3')).toContain(`"Guava ${n}"`);
    }
    expect(await waitUntil('away')).toMatchObject({ state: 'away', used: 0 });
    await link.mend();
    expect(await waitUntil('used')).toMatchObject({ state: 'used', used: 1 });
    expect(log.text).toMatch(/the replica at 127\.0\.0\.1:\d+ does not answer \(.+\); all reads go to the primary/);
  });

  it('leaves a read to the primary that it cancels for a conflict with what it replays', async () => {
    const database = apps[1]?.get(Database) as Database;
    const before = await tell();
    const reading = database.replicaPreferred.query<{ orders: number }[]>(
      'select count(*)::int as orders, pg_sleep(1)::text from orders',
    );
    const asleep = `select from pg_stat_activity where query like '%pg_sleep(1)%' and pid <> pg_backend_pid()`;
    expect(
      await waitFor(
        async () => (await replica.query(asleep)).rowCount,
        (sleeping) => sleeping === 1,
      ),
    ).toBe(1);
    const primary = new Client({ connectionString: servers.primary.superuserUrl.replace(/[^/]*$/, 'agiza') });
    await primary.connect();
    await primary.query('begin; lock table orders in access exclusive mode; commit');
    await primary.end();
    expect((await reading)[0]?.orders).toBe(ORDERS + 7);
    const conflicts = `select confl_lock::int as cancelled from pg_stat_database_conflicts where datname = 'agiza'`;
    // PostgreSQL counts it a moment later.
    const cancelled = async () => (await replica.query(conflicts)).rows[0].cancelled as number;
    expect(await waitFor(cancelled, (count) => count > 0)).toBe(1);
    expect((await tell()).atPrimary).toBe(before.atPrimary + 1);
  });
});

describe('checkReplica', () => {
  const check = async (replicaUrl: string): Promise<string> => {
    const lines: string[] = [];
    const options = loadConfig({ DATA_DIR: process.env.TEST_DATA_DIR, DATABASE_URL: servers.primary.url });
    await checkReplica(servers.primary.url, { ...options, DATABASE_REPLICA_URL: replicaUrl }, (line) => {
      lines.push(line);
    }).catch((error: Error) => lines.push(`refused: ${error.message}`));
    return lines.join('\n');
  };

  it.each<[string, () => string, RegExp | string]>([
    ['nothing of a standby', () => servers.standby.url, /^$/],
    ['that it is another cluster', () => urlWith({}), /^refused: DATABASE_REPLICA_URL leads to another database than/],
    [
      'that it is another database',
      () => servers.standby.superuserUrl,
      /^refused: DATABASE_REPLICA_URL leads to another database than DATABASE_URL: name the same database at a standby/,
    ],
    [
      'that it is the primary',
      () => servers.primary.url,
      /^the PostgreSQL at .* is no standby, so reads go to the primary/,
    ],
    [
      'that it does not answer',
      () => urlWith({ port: '1' }, servers.standby.url),
      /^the replica at 127\.0\.0\.1:1 does not answer \(nothing listens there, ECONNREFUSED\); reads go to the primary$/,
    ],
    [
      'that the password is wrong',
      () => urlWith({ password: 'wrong' }, servers.standby.url),
      /^refused: The database refuses this user name or password\. Check DATABASE_REPLICA_URL\.$/,
    ],
  ])('says %s', async (_, url, words) => {
    expect(await check(url())).toMatch(words);
  });
});
