import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Service } from '../support/service.js';
import { createDatabase, type TestDatabase } from '../support/test-database.js';

const CLIENTS = 16;

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

/** Asks over a connection that stays open between requests. Gives the status and whether it closes. */
function ask(url: string, agent: Agent): Promise<{ status: number; closes: boolean }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent }, (answer) => {
      answer.resume().once('end', () => {
        resolve({ status: answer.statusCode ?? 0, closes: answer.headers.connection === 'close' });
      });
    });
    sent.once('error', reject).end();
  });
}

describe('a service that is told to stop under load', () => {
  it('says 503 at /readyz first, and fails no request on a kept-alive connection', async () => {
    const service = new Service({ DATA_DIR: process.env.TEST_DATA_DIR ?? '', DATABASE_URL: database.url, ROLE: 'api' });
    const url = await service.url();
    const statuses: number[] = [];
    const failures: string[] = [];
    let told = false;
    let closing = 0;
    const keepAsking = async (client: number): Promise<void> => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      // Each client leaves the service when it is told that its connection closes.
      for (let leaving = false; !leaving; await delay(client * 3)) {
        const answer = await ask(`${url}/livez`, agent).catch((error) => {
          failures.push(error.code);
          return null;
        });
        if (answer !== null) statuses.push(answer.status);
        if (answer?.closes) closing++;
        leaving = answer === null || (told && answer.closes);
      }
      agent.destroy();
    };
    const clients = Array.from({ length: CLIENTS }, (_, client) => keepAsking(client));
    await delay(500);
    const began = performance.now();
    told = true;
    service.kill('SIGTERM');
    await service.says(/told to stop/);
    expect((await ask(`${url}/readyz`, new Agent())).status).toBe(503);
    await Promise.all(clients);
    const { code, stderr } = await service.ended;
    expect([failures, closing, statuses.filter((status) => status !== 200)]).toEqual([[], CLIENTS, []]);
    expect([code, stderr, performance.now() - began < 10_000]).toEqual([0, '', true]);
  });

  it('stops at once on SIGINT', async () => {
    const service = new Service({ DATA_DIR: process.env.TEST_DATA_DIR ?? '', DATABASE_URL: database.url, ROLE: 'api' });
    await service.url();
    const began = performance.now();
    service.kill('SIGINT');
    const { code } = await service.ended;
    expect([code, performance.now() - began < 1_500]).toEqual([0, true]);
  });
});
