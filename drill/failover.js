/** Kills the primary of a highly available PostgreSQL under load, twice, and looks what became of the orders. */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { compare, waitUntilNone } from './comparison.js';
import { openDesk } from './desk.js';
import { Journal } from './journal.js';
import { NODES, PatroniCluster } from './patroni.js';
import { findMissing, Programs } from './programs.js';
import { report, some } from './report.js';
import { run, say } from './run.js';

const KILLS = 2;
const PAUSE_MS = 150;
/** Clients work for so long before each kill, and after the last. */
const QUIET_MS = 10_000;
/** A killed machine comes back so long after another node leads. Before, it would lead again itself. */
const DEAD_MS = 2_000;
const BACK_MOST_MS = 30_000;
const PATIENCE_MS = 90_000;
const SETTLE_MS = 120_000;
const LOOK_MS = 50;

const HELP = `Starts three PostgreSQL under Patroni in synchronous mode, with etcd and HAProxy, and two API and two worker
processes that reach them through HAProxy, one address for the primary and one for the standbys. While clients place
orders, the primary is killed with SIGKILL, and the one after it too. Then the clients' journal, the database and the
carrier's log are compared.

  npm run drill -- [options]

  --seconds <n>   how long the clients work, at least (default 60)
  --clients <n>   clients that place orders one after the other (default 8); half of them send an Idempotency-Key
  --help          shows this

It needs Debian's packages patroni, etcd-server, haproxy and postgresql, and says "skipped" where one is missing.
It writes a file to drill/results, and ends with status 1 when an aim is missed.`;

/** Makes the two roles and the database, as docs/operations.md says. */
async function createDatabase(cluster) {
  const client = new pg.Client({ connectionString: cluster.superuserUrl });
  // HAProxy takes every node for the primary, by turns, until it has asked each.
  const until = performance.now() + QUIET_MS;
  for (let right = 0; right < 2 * NODES; right = (await isPrimary(cluster.superuserUrl)) ? right + 1 : 0) {
    if (performance.now() > until) throw new Error('HAProxy does not lead to the primary');
    await delay(LOOK_MS);
  }
  await client.connect();
  await client.query(`create role agiza_owner login password 'drill'`);
  await client.query(`create role agiza login password 'drill'`);
  // So that a standby is used as soon as it follows a new primary.
  await client.query('grant pg_read_all_stats to agiza');
  await client.query(`create database agiza owner agiza_owner encoding 'UTF8' template template0`);
  await client.end();
  return {
    DATABASE_URL: cluster.url('agiza', 'agiza'),
    MIGRATION_DATABASE_URL: cluster.url('agiza_owner', 'agiza'),
    DATABASE_REPLICA_URL: cluster.url('agiza', 'agiza', cluster.standbysPort),
  };
}

async function isPrimary(connectionString) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query('select pg_is_in_recovery() as standby')).rows[0].standby === false;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Kills the primary, and waits until orders are acknowledged again and there is a synchronous standby. */
async function killOnce(cluster, journal) {
  const node = await cluster.killPrimary();
  const killedAt = performance.now();
  say(`killed ${node.name}`);
  while (journal.backAfter(killedAt) === null && performance.now() - killedAt < PATIENCE_MS) await delay(LOOK_MS);
  const backMs = journal.backAfter(killedAt);
  say(backMs === null ? 'orders do not come back' : `orders are acknowledged again after ${Math.round(backMs)} ms`);
  await delay(DEAD_MS);
  cluster.revive(node);
  const { leader } = await cluster.waitUntil(({ members, standby }) => members === NODES && standby !== undefined);
  return { killed: node.name, leader, backMs: backMs === null ? null : Math.round(backMs) };
}

async function work(stage, { seconds, clients }) {
  const missing = findMissing();
  if (missing.length > 0) return say(`skipped: install Debian's ${missing.join(', ')} first`);
  say('starting etcd, three PostgreSQL under Patroni, and HAProxy');
  const cluster = await PatroniCluster.start(stage, new Programs(stage));
  const names = await createDatabase(cluster);
  say('starting two API and two worker processes');
  const desk = await openDesk(stage, names);
  const { url, token, customerCode, carrier, apis, workers } = desk;
  const journal = new Journal({ url, token, customerCode, pauseMs: PAUSE_MS, isPatient: true });
  const began = performance.now();
  const placing = journal.run(clients);
  const kills = [];
  for (let kill = 0; kill < KILLS; kill++) {
    await delay(QUIET_MS);
    kills.push(await killOnce(cluster, journal));
  }
  await delay(Math.max(QUIET_MS, seconds * 1000 - (performance.now() - began)));
  journal.end();
  await placing;
  const lasted = (performance.now() - began) / 1000;
  const pool = new pg.Pool({ connectionString: names.DATABASE_URL, max: 2 });
  pool.on('error', () => undefined);
  stage.ending(() => pool.end());
  // The carrier sends a report once, so one that was refused stays away.
  await waitUntilNone(pool, ['queued', 'sending'], SETTLE_MS);
  const found = await compare(pool, carrier, journal);
  const atStandbys = await sumFigures(apis, 'database_replica_reads_total{server="replica"}');
  const ended = [...apis, ...workers].filter((service) => service.ended !== null);
  const aims = [
    {
      aim: '0 acknowledged orders lost, 0 doubled',
      holds: [found.lost, found.doubled, found.strange].every(({ length }) => length === 0) && found.acknowledged > 0,
      figure: `${found.acknowledged} acknowledged in ${lasted.toFixed(0)} s, ${found.placed} placed; lost ${some(found.lost)}, doubled ${some(found.doubled)}`,
    },
    {
      aim: '0 SMS doubled, and what the database says of each SMS is so',
      holds:
        [found.smsDoubled, found.smsMissing, found.smsUnsaid].every(({ length }) => length === 0) &&
        found.forgotten === 0,
      figure: `${found.sms} SMS, doubled ${some(found.smsDoubled)}, said to be sent and not taken ${some(found.smsMissing)}, taken and not said ${some(found.smsUnsaid)}; notifications ${JSON.stringify(found.statuses)}`,
    },
    {
      aim: `orders are acknowledged again within ${BACK_MOST_MS / 1000} s of each kill`,
      holds: kills.every(({ backMs }) => backMs !== null && backMs <= BACK_MOST_MS),
      figure: kills.map(({ killed, leader, backMs }) => `${killed} killed, ${leader} leads: ${backMs} ms`).join('; '),
    },
    {
      aim: 'no process of ours ended',
      holds: ended.length === 0,
      figure: `ended ${some(ended.map(({ name, ended: how }) => `${name}: ${how}`))}`,
    },
    {
      aim: 'own orders are seen, also at a standby',
      holds: journal.unseen.length === 0 && atStandbys > 0,
      figure: `not seen ${some(journal.unseen)}; ${atStandbys} lists read at a standby; ${journal.requests} requests, refused meanwhile ${some(journal.failures)}`,
    },
  ];
  report('failover', aims, { seconds: lasted, clients, kills, failures: count(journal.failures), ...found });
}

async function sumFigures(services, name) {
  const figures = await Promise.all(services.map((service) => service.figure(name)));
  return figures.reduce((sum, figure) => sum + figure, 0);
}

function count(names) {
  const counts = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

await run({ help: HELP, defaults: { seconds: 60, clients: 8 }, work });
