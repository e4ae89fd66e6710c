import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toQuietMs } from '../../support/deadlines.js';
import { type EventStream, openStream } from '../../support/event-stream.js';
import { postTo, Service } from '../../support/service.js';
import { createDatabase, type TestDatabase } from '../../support/test-database.js';
import { waitFor } from '../../support/waiting.js';

const STREAMS = 20;

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

/** Starts the service in a process of its own, with an admin who may open streams. */
async function start(): Promise<{ service: Service; url: string; headers: Record<string, string> }> {
  const service = new Service({ DATA_DIR: process.env.TEST_DATA_DIR ?? '', DATABASE_URL: database.url, ROLE: 'api' });
  const url = await service.url();
  const number = String(Math.random()).slice(2, 8);
  const account = {
    email: `a${number}@example.com`,
    phone_number: `+254711${number}`,
    password: 'correct horse battery',
  };
  const { text } = await postTo(`${url}/api/auth/admin-register/`, { ...account, api_key: '123456721' });
  return { service, url, headers: { Authorization: `Bearer ${JSON.parse(text).token}` } };
}

/** Opens a stream and never reads it. */
async function openUnread(url: string, { Authorization }: Record<string, string>): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const lines = [
    'GET /desk/stream HTTP/1.1',
    'Host: localhost',
    'Accept: text/event-stream',
    `Authorization: ${Authorization}`,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  socket.pause();
  return socket;
}

describe('a service with open streams', () => {
  it('ends them first on SIGTERM, refuses others meanwhile, and waits for nobody who stopped reading', async () => {
    const { service, url, headers } = await start();
    const open = () => openStream(`${url}/desk/stream`, headers);
    const streams = await Promise.all(Array.from({ length: STREAMS }, open));
    const unread = await openUnread(url, headers);
    const began = performance.now();
    service.kill('SIGTERM');
    await service.says(/told to stop/);
    const areOver = await waitFor(
      () => streams.map(({ isOver }: EventStream) => isOver),
      (over) => over.every(Boolean),
    );
    expect(areOver).toEqual(streams.map(() => true));
    expect(toQuietMs(performance.now() - began, 1_000)).toBeLessThan(1_000);
    const refused = await open();
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '30']);
    const { code, stderr } = await service.ended;
    unread.destroy();
    expect([code, stderr]).toEqual([0, '']);
    expect(toQuietMs(performance.now() - began, 4_000)).toBeLessThan(4_000);
  });

  it('stops at once on SIGINT', async () => {
    const { service, url, headers } = await start();
    const streams = await Promise.all(Array.from({ length: STREAMS }, () => openStream(`${url}/desk/stream`, headers)));
    const began = performance.now();
    service.kill('SIGINT');
    const { code } = await service.ended;
    expect([code, toQuietMs(performance.now() - began, 1_500) < 1_500]).toEqual([0, true]);
    expect(streams.every(({ isOver }) => isOver)).toBe(true);
  });
});
