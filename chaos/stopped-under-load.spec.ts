import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Service } from '../test/support/service.js';
import { createDatabase, type TestDatabase } from '../test/support/test-database.js';

const STOPS = 10;
const CLIENTS = 32;

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

/** Asks over the agent's connection. Gives whether the answer closes it. */
function ask(url: string, agent: Agent): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent }, (answer) => {
      answer.resume().once('end', () => resolve(answer.headers.connection === 'close'));
    });
    sent.once('error', reject).end();
  });
}

describe('a service that is told to stop at work', () => {
  it(`fails no request on a kept-alive connection in ${STOPS} stops, and ends with status 0 within 10 s`, async () => {
    let answered = 0;
    const failures: string[] = [];
    const took: number[] = [];
    for (let stop = 0; stop < STOPS; stop++) {
      const service = new Service({
        DATA_DIR: process.env.TEST_DATA_DIR ?? '',
        DATABASE_URL: database.url,
        ROLE: 'api',
      });
      const url = await service.url();
      const clients = Array.from({ length: CLIENTS }, async (_, client) => {
        const agent = new Agent({ keepAlive: true, maxSockets: 1 });
        // Half of the clients ask without a pause, the others up to every 0.5 s.
        for (let closes = false; !closes; await delay(client % 2 === 0 ? 0 : client * 16)) {
          closes = await ask(`${url}/readyz`, agent).catch((error) => failures.push(error.code) > 0);
          answered++;
        }
        agent.destroy();
      });
      await delay(700);
      const began = performance.now();
      service.kill('SIGTERM');
      await Promise.all(clients);
      const { code } = await service.ended;
      took.push(performance.now() - began);
      expect(code).toBe(0);
    }
    const slowest = Math.round(Math.max(...took));
    console.info(`${answered} requests, ${failures.length} failed (${failures}); slowest stop ${slowest} ms`);
    expect([failures, slowest < 10_000]).toEqual([[], true]);
  });
});
