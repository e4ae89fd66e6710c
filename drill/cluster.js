/** Restarts every process of a desk at work, one after the other, and holds that nobody notices. */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { migrate } from '../dist/src/database/migrate.js';
import { EmbeddedPostgres } from '../dist/src/development/postgres/embedded-postgres.js';
import { compare, waitUntilNone } from './comparison.js';
import { openDesk } from './desk.js';
import { Journal } from './journal.js';
import { report, some } from './report.js';
import { run, say } from './run.js';

const PAUSE_MS = 100;
const SETTLE_MS = 60_000;
const LOOK_MS = 50;

const HELP = `Runs two API and two worker processes behind a small proxy, on one PostgreSQL, and restarts all four by turns
while clients place orders. Nothing may fail, and nothing may happen twice.

  npm run cluster -- [options]

  --seconds <n>   how long the clients work (default 60)
  --clients <n>   clients that place orders one after the other (default 8); half of them send an Idempotency-Key
  --help          shows this

It writes a file to drill/results, and ends with status 1 when an aim is missed.`;

/** Restarts the processes by turns until the time is over, each of them once at least. */
async function restartAll({ apis, workers, proxy }, until) {
  const restarts = [];
  for (let turn = 0; turn < 4 || performance.now() < until; turn++) {
    const service = [...apis, ...workers][turn % 4];
    const began = performance.now();
    const code = await service.stop();
    const stopMs = performance.now() - began;
    await service.start();
    while (apis.includes(service) && !proxy.uses(service.url)) await delay(LOOK_MS);
    restarts.push({ name: service.name, code, stopMs: Math.round(stopMs) });
  }
  return restarts;
}

async function openDatabase(stage) {
  const server = await EmbeddedPostgres.start(stage.folder);
  stage.ending(() => server.leave());
  const names = { DATABASE_URL: server.url, MIGRATION_DATABASE_URL: server.migrationUrl };
  await migrate(server.url, () => undefined, {
    ...{ DATABASE_POOL_SIZE: 10, DATABASE_POOLER: 'off', DATABASE_PREPARE: 'on' },
    ...names,
  });
  const pool = new pg.Pool({ connectionString: server.url, max: 2 });
  pool.on('error', () => undefined);
  stage.ending(() => pool.end());
  return { pool, names };
}

async function work(stage, { seconds, clients }) {
  say('starting PostgreSQL, two API and two worker processes');
  const { pool, names } = await openDatabase(stage);
  const desk = await openDesk(stage, names);
  const { url, token, customerCode, proxy, carrier } = desk;
  const journal = new Journal({ url, token, customerCode, pauseMs: PAUSE_MS, isPatient: false });
  say(`restarting all four by turns while ${clients} clients place orders for ${seconds} s`);
  const began = performance.now();
  const placing = journal.run(clients);
  const restarts = await restartAll(desk, began + seconds * 1000);
  journal.end();
  await placing;
  const lasted = (performance.now() - began) / 1000;
  await waitUntilNone(pool, ['queued', 'sending', 'sent'], SETTLE_MS);
  const found = await compare(pool, carrier, journal);
  const bad = restarts.filter(({ code }) => code !== 0);
  const aims = [
    {
      aim: '0 failed requests',
      holds: journal.failures.length === 0 && journal.requests > 0,
      figure: `${journal.requests} requests in ${lasted.toFixed(0)} s, failed ${some(journal.failures)}; at the proxy ${some(proxy.faults)}`,
    },
    {
      aim: '0 acknowledged orders lost, 0 doubled',
      holds: [found.lost, found.doubled, found.strange].every(({ length }) => length === 0),
      figure: `${found.acknowledged} acknowledged, ${found.placed} placed; lost ${some(found.lost)}, doubled ${some(found.doubled)}`,
    },
    {
      aim: 'each order has one SMS, and each SMS is delivered',
      holds:
        found.sms === found.placed &&
        found.statuses.delivered === found.placed &&
        found.smsDoubled.length === 0 &&
        found.forgotten === 0,
      figure: `${found.sms} SMS, doubled ${some(found.smsDoubled)}; notifications ${JSON.stringify(found.statuses)}`,
    },
    {
      aim: 'own orders are seen at either process',
      holds: journal.unseen.length === 0,
      figure: `not seen ${some(journal.unseen)}`,
    },
    {
      aim: 'each of the four is restarted, and ends with status 0',
      holds: restarts.length >= 4 && bad.length === 0,
      figure: `${restarts.length} restarts, slowest stop ${Math.max(...restarts.map(({ stopMs }) => stopMs))} ms; another status ${some(bad.map(({ name, code }) => `${name}: ${code}`))}`,
    },
  ];
  report('cluster', aims, { seconds: lasted, clients, restarts, ...found });
}

await run({ help: HELP, defaults: { seconds: 60, clients: 8 }, work });
