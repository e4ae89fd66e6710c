import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Passwords } from '../../../src/auth/admins/passwords.js';
import { closeOthers, startAnother } from '../../support/another-app.js';
import { countByStatus, sendAtOnce, sendWhileLocked } from '../../support/concurrent-requests.js';
import { leastServed, toQuietMs } from '../../support/deadlines.js';
import { openConnections } from '../../support/open-connections.js';
import { wrongProblem } from '../../support/problems.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../../support/test-app.js';

const OWNER = 'admin1@example.com';
const OTHER = 'admin2@example.com';
const RIGHT = { password: 'correct horse battery', api_key: '123456721' };
const WRONG = { ...RIGHT, password: 'wrong horse battery' };
let at: TestApp;
let api: ApiClient;

beforeAll(async () => {
  at = await startApp();
  api = await at.asAdmin();
  await at.admin();
});
afterAll(() => closeOthers().then(at.close));
beforeEach(() => at.pool.query('truncate login_attempts'));

const login = (email: string, body: object = WRONG, headers: Record<string, string> = {}): Promise<Answer> =>
  at.as().post('/api/auth/login/', { email, ...body }, headers);

async function tries(times: number, email = OWNER): Promise<number[]> {
  const found: number[] = [];
  for (let n = 0; n < times; n++) found.push((await login(email)).status);
  return found;
}

/** The pauses that the tries caused, in seconds. */
const pauses = async (): Promise<number[]> => {
  const text = `select round(extract(epoch from blocked_until - attempted_at))::int as pause from login_attempts order by pause`;
  return (await at.pool.query<{ pause: number }>(text)).rows.map(({ pause }) => pause).filter((pause) => pause > 0);
};

/** Prolongs the pauses that have begun, so that none ends while a slow machine works. */
const hold = () =>
  at.pool.query(
    `update login_attempts set blocked_until = now() + interval '100 seconds' where blocked_until > attempted_at + interval '0.5 s'`,
  );

/** Ends every pause. */
const wait = () => at.pool.query(`update login_attempts set blocked_until = now() - interval '1 second'`);

describe('POST /api/auth/login, with a wrong password', () => {
  it('answers 429 after five tries, for twice as long each time', async () => {
    expect(await tries(5)).toEqual([401, 401, 401, 401, 401]);
    for (const pause of [1, 2, 4, 8, 16]) {
      expect(await pauses()).toEqual([pause]);
      await hold();
      const refused = await login(OWNER);
      expect([wrongProblem(refused, 429), refused.headers.get('retry-after')]).toEqual([
        null,
        expect.stringMatching(/^(9\d|100)$/),
      ]);
      await wait();
      expect((await login(OWNER)).status).toBe(401);
    }
    await at.pool.query(
      `update login_attempts set attempts = 1000, blocked_until = now() where source not like 'key:%'`,
    );
    await login(OWNER);
    expect((await pauses()).at(-1)).toBe(900);
  });

  it('answers 429 to the right password too, and after the pause resets the count by it', async () => {
    await tries(5);
    await hold();
    expect((await login(OWNER, RIGHT)).status).toBe(429);
    await wait();
    expect((await login(OWNER, RIGHT)).status).toBe(200);
    expect([await tries(4), await pauses()]).toEqual([[401, 401, 401, 401], []]);
  });

  it('starts a new count after an hour', async () => {
    await tries(5);
    await wait();
    await at.pool.query(`update login_attempts set attempted_at = now() - interval '61 minutes', attempts = 20`);
    expect([await tries(4), await pauses()]).toEqual([[401, 401, 401, 401], []]);
    expect([await tries(1), await pauses()]).toEqual([[401], [1]]);
  });

  it('checks no more than five of twenty tries that come at once', async () => {
    await tries(1);
    const { 401: tried = 0, 429: refused = 0 } = countByStatus(
      await sendWhileLocked(at, ['select from login_attempts for update', [], 10], () => login(OWNER)),
    );
    expect(tried + refused).toBe(20);
    // The fifth is checked only if the machine is so slow that the first pause passes.
    expect([4, 5]).toContain(tried);
  });

  it('ignores forwarded addresses, and lets other accounts log in', async () => {
    await tries(5);
    await hold();
    for (const name of ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'CF-Connecting-IP']) {
      expect((await login(OWNER, WRONG, { [name]: name === 'Forwarded' ? 'for=192.0.2.1' : '192.0.2.1' })).status).toBe(
        429,
      );
    }
    expect((await login(OTHER, RIGHT)).status).toBe(200);
    expect((await login(OWNER.toUpperCase(), RIGHT)).status).toBe(429);
  });

  it('counts no try that it refuses, so nobody can prolong the pause of an account', async () => {
    await tries(5);
    await hold();
    const counted = async () =>
      (await at.pool.query('select source, attempts, blocked_until from login_attempts order by source')).rows;
    const before = await counted();
    expect(await tries(60)).toEqual(Array(60).fill(429));
    expect(await counted()).toEqual(before);
  });

  it('counts the tries of all processes together, and a later process goes on with them', async () => {
    const another = await startAnother(at);
    await tries(3);
    expect(await another.post('/api/auth/login/', { email: OWNER, ...WRONG })).toBe(401);
    expect(await another.post('/api/auth/login/', { email: OWNER, ...WRONG })).toBe(401);
    await another.close();
    await hold();
    const later = await startAnother(at);
    expect([
      await later.post('/api/auth/login/', { email: OWNER, ...RIGHT }),
      (await login(OWNER, RIGHT)).status,
    ]).toEqual([429, 429]);
    await later.close();
  });
});

describe('POST /api/auth/admin-register, with a wrong key', () => {
  it('answers 429 after thirty tries, as the login does', async () => {
    const guess = () => at.as().post('/api/auth/admin-register/', { api_key: 'guess' });
    for (let n = 0; n < 30; n++) expect((await guess()).status).toBe(403);
    expect(await pauses()).toEqual([1]);
    await hold();
    expect(wrongProblem(await guess(), 429)).toBeNull();
    expect((await login(OTHER, RIGHT)).status).toBe(429);
    await wait();
    expect((await login(OTHER, RIGHT)).status).toBe(200);
  });
});

describe('POST /api/auth/login, many at once', () => {
  let filling: NodeJS.Timeout | undefined;
  afterEach(() => clearInterval(filling));

  /** Lets this address try 10,000 times before it is refused. */
  const admitAll = async () => {
    await login('first@example.com');
    await at.pool.query(`update login_attempts set attempts = -10000 where source like 'key:%'`);
  };

  it('answers other requests meanwhile, half of them within 300 ms', async () => {
    await admitAll();
    await openConnections(at);
    let over = false;
    const flood = sendAtOnce((n) => login(`flood${n}@example.com`), 60).finally(() => {
      over = true;
    });
    const waits: number[] = [];
    while (!over) {
      const began = performance.now();
      const [alive, list] = await Promise.all([at.as().get('/livez'), api.get('/api/lookup/all-users/')]);
      expect([alive.status, list.status]).toEqual([200, 200]);
      waits.push(performance.now() - began);
    }
    const { 401: tried = 0, 503: busy = 0, 504: late = 0 } = countByStatus(await flood);
    expect(tried + busy + late).toBe(60);
    expect(tried).toBeGreaterThanOrEqual(leastServed(60));
    expect(waits.length).toBeGreaterThan(5);
    const median = waits.sort((a, b) => a - b)[Math.floor(waits.length / 2)] as number;
    expect(toQuietMs(median, 300)).toBeLessThan(300);
  });

  it('answers 503 with Retry-After when too many wait', async () => {
    await admitAll();
    const passwords = at.app.get(Passwords);
    const work: Promise<unknown>[] = [];
    const fill = () => {
      for (let n = 0; n < 110; n++) work.push(passwords.matches('x', null).catch(() => null));
    };
    fill();
    filling = setInterval(fill, 5);
    const answers = await sendAtOnce((n) => login(`busy${n}@example.com`), 10);
    clearInterval(filling);
    const busy = answers.filter(({ status }) => status === 503);
    expect(busy.length).toBeGreaterThan(0);
    expect(busy.map((answer) => [wrongProblem(answer, 503), answer.headers.get('retry-after')])).toEqual(
      busy.map(() => [null, '5']),
    );
    await Promise.all(work);
    expect((await login(OWNER, RIGHT)).status).toBe(200);
  });
});
