import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SandboxCarrier } from '../src/development/carrier/sandbox-carrier.js';
import { compareWithCarrier, queueNotifications, waitUntilSettled } from './support/notification-queue.js';
import { postTo, Service } from './support/service.js';
import { createDatabase, type TestDatabase } from './support/test-database.js';
import { waitFor } from './support/waiting.js';
import { killWorkers, startWorker } from './support/workers.js';

// Each test starts two processes, which takes long on a busy machine.
jest.setTimeout(180_000);

const HOUR = 3_600_000;
const PRELOAD = pathToFileURL('test/support/shifted-clock.js').href;
/** What makes a process's clock another one: at once, or at SIGUSR2. */
const shiftBy = (ms: number, when = '') => ({ NODE_OPTIONS: `--import=${PRELOAD}?${ms}${when}` });

let database: TestDatabase;
const services: Service[] = [];
beforeEach(async () => {
  database = await createDatabase();
});
afterEach(async () => {
  killWorkers();
  for (const service of services.splice(0)) service.kill('SIGKILL');
  await database.drop();
});

function serve(clock: Record<string, string> = {}): Service {
  const service = new Service({
    ...{ DATA_DIR: process.env.TEST_DATA_DIR ?? '', DATABASE_URL: database.url, ROLE: 'api', LOG_LEVEL: 'silent' },
    ...clock,
  });
  services.push(service);
  return service;
}

const ADMIN = { email: 'clock@example.com', phone_number: '+254712345678', password: 'a long sentence' };
const bearer = (text: string) => ({ Authorization: `Bearer ${JSON.parse(text).token}` });
const register = async (url: string) =>
  bearer((await postTo(`${url}/api/auth/admin-register/`, { ...ADMIN, api_key: '123456721' })).text);
const statusAt = async (url: string, headers: Record<string, string>): Promise<number> =>
  (await fetch(`${url}/api/customers?limit=1`, { headers })).status;

describe('two processes whose clocks differ', () => {
  it.each([-HOUR, HOUR / 2])(
    'end a token at both within 5 s of a logout, though the clock of one jumps by %d ms',
    async (ms) => {
      const [right, wrong] = [serve(), serve(shiftBy(ms, '&later'))];
      const [here, there] = [await right.url(), await wrong.url()];
      const token = await register(here);
      expect(await statusAt(there, token)).toBe(200);
      wrong.kill('SIGUSR2');
      // Its clock has jumped once it says so.
      const date = async () => Date.parse((await fetch(`${there}/livez`)).headers.get('date') ?? '') - Date.now();
      await waitFor(date, (shift) => Math.abs(shift - ms) < Math.abs(ms) / 2, 5_000);
      expect(await statusAt(there, token)).toBe(200);
      expect((await postTo(`${here}/api/auth/logout`, {}, token)).status).toBe(204);
      const loggedOutAt = performance.now();
      while ((await statusAt(there, token)) !== 401) {
        if (performance.now() - loggedOutAt > 10_000) break;
        await delay(50);
      }
      expect(performance.now() - loggedOutAt).toBeLessThan(5_000);
    },
  );

  it('take orders at both with three days between them, and the database says when they were placed', async () => {
    const [right, wrong] = [serve(), serve(shiftBy(72 * HOUR))];
    const [here, there] = [await right.url(), await wrong.url()];
    const answers: number[] = [];
    for (const url of [here, there]) {
      const login = await postTo(`${url}/api/auth/admin-register/`, {
        ...ADMIN,
        ...{
          email: `at${answers.length}@example.com`,
          phone_number: `+25471234567${answers.length}`,
          api_key: '123456721',
        },
      });
      const token = bearer(login.text);
      await postTo(`${url}/api/customer`, { name: 'Wanjiku', phone: '0712345678' }, token);
      for (let n = 0; n < 3; n++) {
        const placed = await postTo(
          `${url}/api/order`,
          { phone: '0712345678', item: `Mango ${n}`, amount: '420' },
          token,
        );
        answers.push(placed.status);
      }
    }
    expect(answers).toEqual([201, 201, 201, 201, 201, 201]);
    const { rows } = await database.pool.query(
      `select count(*)::int as orders, max(created_at) < now() + interval '1 minute' as timely from orders`,
    );
    expect(rows).toEqual([{ orders: 6, timely: true }]);
  });

  it.each([-HOUR, 72 * HOUR])(
    'send each notification once, though the clock of one worker differs by %d ms',
    async (ms) => {
      const carrier = new SandboxCarrier(0, () => null);
      await carrier.listen();
      const folder = { DATA_DIR: process.env.TEST_DATA_DIR ?? '', SMS_PER_SECOND: '200' };
      const workers = await Promise.all([
        startWorker(database.url, carrier, folder),
        startWorker(database.url, carrier, { ...folder, ...shiftBy(ms) }),
      ]);
      // Those that are slow are under way while the other worker looks for leases that ran out.
      carrier.script('*', { behaviour: 'slow', times: 20 });
      await queueNotifications(database.pool, 60);
      expect(await waitUntilSettled(database.pool, 60_000)).toEqual({ sent: 60 });
      expect((await compareWithCarrier(database.pool, carrier)).filter(({ taken }) => taken !== 1)).toEqual([]);
      expect(await Promise.all(workers.map((worker) => worker.stop()))).toEqual([0, 0]);
      await carrier.close();
    },
  );
});
