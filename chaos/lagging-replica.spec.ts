import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { DarkLink } from '../test/support/dark-link.js';
import { postTo, Service } from '../test/support/service.js';
import { Standby } from '../test/support/standby.js';
import { waitFor } from '../test/support/waiting.js';

const CLIENTS = 4;
const LAGGING_MS = 60_000;
const AWAY_MS = 15_000;
const USED_MS = 5_000;

let servers: Standby;
let link: DarkLink;
let replica: Client;
const services: Service[] = [];
let urls: string[];
let headers: Record<string, string>;
let code: string;

beforeAll(async () => {
  servers = await Standby.start(async () => undefined, true);
  const dark = await DarkLink.to(servers.standby.url);
  link = dark.link;
  replica = new Client({ connectionString: servers.standby.superuserUrl });
  await replica.connect();
  const variables = {
    ...{ DATA_DIR: process.env.TEST_DATA_DIR ?? '', DATABASE_URL: servers.primary.url, DATABASE_REPLICA_URL: dark.url },
    ROLE: 'api',
  };
  services.push(new Service(variables), new Service(variables));
  urls = await Promise.all(services.map((service) => service.url()));
  const admin = { email: 'lag@example.com', phone_number: '+254712345678', password: 'a long sentence' };
  const registered = await postTo(`${urls[0]}/api/auth/admin-register/`, { ...admin, api_key: '123456721' });
  headers = { Authorization: `Bearer ${JSON.parse(registered.text).token}` };
  const made = await postTo(`${urls[0]}/api/customer`, { name: 'Wanjiku', phone: '0712345678' }, headers);
  code = JSON.parse(made.text).customer.customer_code;
});
afterAll(async () => {
  for (const service of services) service.kill('SIGKILL');
  await replica.end();
  link.close();
  await servers.close();
});

/** What both processes say, by `/metrics`. */
async function sumFigure(name: string): Promise<number> {
  const texts = await Promise.all(urls.map(async (url) => (await fetch(`${url}/metrics`)).text()));
  const figureOf = (text: string) =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')[1],
    );
  return texts.reduce((sum, text) => sum + figureOf(text), 0);
}

const waitUntilUsedBy = (processes: number) =>
  waitFor(
    () => sumFigure('database_replica_used'),
    (used) => used === processes,
    30_000,
  );

describe('a replica that lags, goes dark and comes back', () => {
  it('fails no request, and everybody sees at either process what they have just written', async () => {
    const failures: string[] = [];
    const unseen: string[] = [];
    const times: number[] = [];
    let isOn = true;
    let read = 0;
    const readers = Array.from({ length: CLIENTS }, async (_, client) => {
      for (let n = 0; isOn; n++) {
        const item = `Mango ${client}-${n}`;
        const [writer, reader] = n % 2 === 0 ? [urls[0], urls[1]] : [urls[1], urls[0]];
        const placed = await postTo(`${writer}/api/orders`, { customer_code: code, item, amount: '420' }, headers);
        if (placed.status !== 201) failures.push(`place ${placed.status}`);
        for (const path of ['/api/orders?limit=50', '/api/order/0712345678?limit=50']) {
          const began = performance.now();
          const answer = await fetch(`${reader}${path}`, { headers });
          const text = await answer.text();
          times.push(performance.now() - began);
          read++;
          if (answer.status !== 200) failures.push(`${path} ${answer.status}`);
          else if (placed.status === 201 && !text.includes(`"${item}"`)) unseen.push(`${path} ${item}`);
        }
        await delay(50);
      }
    });
    expect(await waitUntilUsedBy(2)).toBe(2);
    await delay(USED_MS);
    const whileUsed = await sumFigure('database_replica_reads_total{server="replica"}');
    await replica.query('select pg_wal_replay_pause()');
    expect(await waitUntilUsedBy(0)).toBe(0);
    await delay(LAGGING_MS);
    const whileLagging = await sumFigure('database_replica_reads_total{server="replica"}');
    const lag = (await sumFigure('database_replica_lag_seconds')) / 2;
    await replica.query('select pg_wal_replay_resume()');
    expect(await waitUntilUsedBy(2)).toBe(2);
    link.goDark();
    expect(await waitUntilUsedBy(0)).toBe(0);
    await delay(AWAY_MS);
    link.goBright();
    expect(await waitUntilUsedBy(2)).toBe(2);
    await delay(USED_MS);
    const atReplica = await sumFigure('database_replica_reads_total{server="replica"}');
    isOn = false;
    await Promise.all(readers);
    times.sort((a, b) => a - b);
    console.info(
      `${read} lists, ${atReplica} of them at the replica; ${failures.length} failed, ${unseen.length} lacked an own order; ` +
        `lag ${Math.round(lag)} s; slowest list ${Math.round(times.at(-1) ?? 0)} ms, median ${Math.round(times[times.length >> 1] ?? 0)} ms`,
    );
    expect([failures, unseen]).toEqual([[], []]);
    expect(whileUsed).toBeGreaterThan(0);
    expect(atReplica).toBeGreaterThan(whileLagging);
    expect(lag).toBeGreaterThan(LAGGING_MS / 1000);
    for (const { stdout } of services) expect(stdout.match(/all reads go to the primary/g)).toHaveLength(2);
  });
});
