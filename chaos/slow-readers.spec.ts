import { once } from 'node:events';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aBrowser } from '../test/support/browser.js';
import { aCustomer, someOrders } from '../test/support/factories.js';
import { ServedApp } from '../test/support/served-app.js';
import { slowest, type TimedAnswer } from '../test/support/timed-answers.js';

const READERS = 500;
const ORDERS = 100_000;
let at: ServedApp;
beforeAll(async () => {
  at = await ServedApp.start();
  const { id } = await aCustomer(at.pool);
  await someOrders(at.pool, id, ORDERS);
});
afterAll(() => at.close());

/** Asks for a path over a connection of its own, and reads nothing of the answer. */
async function stall(path: string, authorization: string): Promise<Socket> {
  const { hostname, port } = new URL(at.url);
  const socket = connect(Number(port), hostname);
  socket.pause().on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${authorization}\r\n\r\n`);
  return socket;
}

/** Leaves answers unread for 38 s, and gives what the service has open and in memory meanwhile. */
async function leaveUnread(path: string): Promise<{ begun: number; open: number; grownMiB: number; keptMiB: number }> {
  const tokens = await Promise.all(Array.from({ length: 4 }, () => at.register()));
  const [before, idle] = [at.memoryMiB, at.connections];
  const sockets: Socket[] = [];
  for (let n = 0; n < READERS; n++) sockets.push(await stall(path, `Bearer ${tokens[n % 4]}`));
  await delay(2_000);
  const begun = at.connections - idle;
  let most = 0;
  for (const until = performance.now() + 36_000; performance.now() < until; await delay(500))
    most = Math.max(most, at.memoryMiB);
  const open = at.connections - idle;
  await delay(10_000);
  const after = at.memoryMiB;
  for (const socket of sockets) socket.destroy();
  await delay(1_000);
  console.info(
    `${path}, ${READERS} readers who stop: ${begun} connections, ${open} of them after 38 s; ` +
      `memory ${Math.round(before)} MiB, at most ${Math.round(most)}, ten seconds later ${Math.round(after)}`,
  );
  return { begun, open, grownMiB: most - before, keptMiB: after - before };
}

describe('readers who stop reading', () => {
  it('are cut after 30 to 36 s when they asked for whole lists, and leave no memory behind', async () => {
    const { begun, open, grownMiB, keptMiB } = await leaveUnread('/api/orders');
    expect(begun).toBeGreaterThanOrEqual(1);
    expect(open).toBeLessThanOrEqual(0);
    expect(grownMiB).toBeLessThan(128);
    expect(keptMiB).toBeLessThan(64);
  });

  it('leave no memory behind when they asked for pages of 1,000 rows', async () => {
    const { grownMiB, keptMiB } = await leaveUnread('/api/orders?limit=1000');
    expect(grownMiB).toBeLessThan(128);
    expect(keptMiB).toBeLessThan(64);
  });
});

/** Who asks, and the headers that say so. */
const CALLERS: readonly [string, () => Promise<Record<string, string>>][] = [
  ['one admin with a token', async () => ({ Authorization: at.authorization })],
  [
    'one member of staff with a cookie',
    async () => {
      const staff = aBrowser(at);
      await staff.open(await staff.choose('/google/login', 'staff'));
      return { Accept: 'application/json', Cookie: [...staff.cookies].map((pair) => pair.join('=')).join('; ') };
    },
  ],
];

describe('sixty whole lists at once', () => {
  it.each(CALLERS)('are given whole, or refused with 503, to %s, who slows no other', async (caller, identify) => {
    const headers = await identify();
    const lists = Array.from({ length: 60 }, () => readList(headers));
    const others: TimedAnswer[] = [];
    for (let n = 0; n < 100; n++) others.push(await at.get('/api/customers?limit=1'));
    const read = await Promise.all(lists);
    const whole = read.filter(({ status }) => status === 200);
    const times = others.map(({ ms }) => ms).sort((a, b) => a - b);
    console.info(
      `${caller}: ${whole.length} of 60 lists whole, ${read.length - whole.length} refused; others p50 ${times[50]?.toFixed(1)} ms, ` +
        `slowest ${slowest(others).toFixed(1)} ms`,
    );
    expect(whole.length).toBeGreaterThan(0);
    expect(whole.map(({ rows }) => rows)).toEqual(whole.map(() => ORDERS));
    expect(read.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
    expect(times[50]).toBeLessThan(50);
  });
});

async function readList(headers: Record<string, string>): Promise<{ status: number | undefined; rows: number }> {
  const request = httpGet(`${at.url}/api/orders`, { agent: false, headers });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  const json = JSON.parse(text);
  return { status: response.statusCode, rows: Array.isArray(json) ? json.length : 0 };
}
