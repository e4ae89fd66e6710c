import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Passwords } from '../../../src/auth/admins/passwords.js';
import { closeOthers, startAnother } from '../../support/another-app.js';
import { atOnce, heldUp, statuses } from '../../support/at-once.js';
import { wrongProblem } from '../../support/problems.js';
import { type Answer, startApp, type TestApp } from '../../support/test-app.js';

const OWNER = 'admin1@example.com';
const OTHER = 'admin2@example.com';
const RIGHT = { password: 'correct horse battery', api_key: '123456721' };
const WRONG = { ...RIGHT, password: 'wrong horse battery' };
let at: TestApp;
let token: string;

beforeAll(async () => {
  at = await startApp();
  token = await at.admin();
  await at.admin();
});
afterAll(() => closeOthers().then(at.close));
beforeEach(() => at.pool.query('truncate login_attempts'));

const login = (email: string, body: object = WRONG, headers: Record<string, string> = {}): Promise<Answer> =>
  at.request('/api/auth/login/', {
    method: 'POST',
    body: JSON.stringify({ email, ...body }),
    headers: { 'Content-Type': 'application/json', ...headers },
  });

async function tries(times: number, email = OWNER): Promise<number[]> {
  const found: number[] = [];
  for (let n = 0; n < times; n++) found.push((await login(email)).status);
  return found;
}

/** The pauses that the tries brought about, in seconds. */
const pauses = async (): Promise<number[]> => {
  const text = `select round(extract(epoch from blocked_until - attempted_at))::int as pause from login_attempts order by pause`;
  return (await at.pool.query<{ pause: number }>(text)).rows.map(({ pause }) => pause).filter((pause) => pause > 0);
};

/** Makes the pauses that have begun last, so that no slowness of the machine ends one. */
const hold = () =>
  at.pool.query(
    `update login_attempts set blocked_until = now() + interval '100 seconds' where blocked_until > attempted_at + interval '0.5 s'`,
  );

/** As if every pause had passed. */
const wait = () => at.pool.query(`update login_attempts set blocked_until = now() - interval '1 second'`);

describe('whoever guesses at a password', () => {
  it('is stopped after five tries, and for longer each time', async () => {
    expect(await tries(5)).toEqual([401, 401, 401, 401, 401]);
    for (const pause of [1, 2, 4, 8, 16]) {
      expect(await pauses()).toEqual([pause]);
      await hold();
      const refused = await login(OWNER);
      expect([wrongProblem(refused, 429), refused.headers.get('retry-after')]).toEqual([null, expect.stringMatching(/^(9\d|100)$/)]);
      await wait();
      expect((await login(OWNER)).status).toBe(401);
    }
    await at.pool.query(`update login_attempts set attempts = 1000, blocked_until = now() where source not like 'key:%'`);
    await login(OWNER);
    expect((await pauses()).at(-1)).toBe(900);
  });

  it('learns nothing by the right password meanwhile, and starts afresh with it afterwards', async () => {
    await tries(5);
    await hold();
    expect((await login(OWNER, RIGHT)).status).toBe(429);
    await wait();
    expect((await login(OWNER, RIGHT)).status).toBe(200);
    expect([await tries(4), await pauses()]).toEqual([[401, 401, 401, 401], []]);
  });

  it('is forgotten after an hour', async () => {
    await tries(5);
    await wait();
    await at.pool.query(`update login_attempts set attempted_at = now() - interval '61 minutes', attempts = 20`);
    expect([await tries(4), await pauses()]).toEqual([[401, 401, 401, 401], []]);
    expect([await tries(1), await pauses()]).toEqual([[401], [1]]);
  });

  it('gains nothing by trying twenty times at once', async () => {
    await tries(1);
    const { 401: tried = 0, 429: refused = 0 } = statuses(
      await heldUp(at, ['select from login_attempts for update', [], 10], () => login(OWNER)),
    );
    expect(tried + refused).toBe(20);
    expect([4, 5]).toContain(tried); // The fifth only if the machine is so slow that the first pause passes.
  });

  it('gains nothing by naming other addresses, and no other account suffers', async () => {
    await tries(5);
    await hold();
    for (const name of ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'CF-Connecting-IP']) {
      expect((await login(OWNER, WRONG, { [name]: name === 'Forwarded' ? 'for=192.0.2.1' : '192.0.2.1' })).status).toBe(429);
    }
    expect((await login(OTHER, RIGHT)).status).toBe(200);
    expect((await login(OWNER.toUpperCase(), RIGHT)).status).toBe(429);
  });

  it('cannot keep the owner out from elsewhere: tries that are refused count nowhere', async () => {
    await tries(5);
    await hold();
    const counted = async () => (await at.pool.query('select source, attempts, blocked_until from login_attempts order by source')).rows;
    const before = await counted();
    expect(await tries(60)).toEqual(Array(60).fill(429));
    expect(await counted()).toEqual(before);
  });

  it('is stopped by every process, and by one that starts later', async () => {
    const another = await startAnother(at);
    await tries(3);
    expect(await another.post('/api/auth/login/', { email: OWNER, ...WRONG })).toBe(401);
    expect(await another.post('/api/auth/login/', { email: OWNER, ...WRONG })).toBe(401);
    await another.close();
    await hold();
    const later = await startAnother(at);
    expect([await later.post('/api/auth/login/', { email: OWNER, ...RIGHT }), (await login(OWNER, RIGHT)).status]).toEqual([429, 429]);
    await later.close();
  });
});

describe('whoever guesses at the key', () => {
  it('is stopped after thirty tries, at registration and login alike', async () => {
    const guess = () => at.curl('/api/auth/admin-register/', JSON.stringify({ api_key: 'guess' }));
    for (let n = 0; n < 30; n++) expect((await guess()).status).toBe(403);
    expect(await pauses()).toEqual([1]);
    await hold();
    expect(wrongProblem(await guess(), 429)).toBeNull();
    expect((await login(OTHER, RIGHT)).status).toBe(429);
    await wait();
    expect((await login(OTHER, RIGHT)).status).toBe(200);
  });
});

describe('a flood of logins', () => {
  let filling: NodeJS.Timeout | undefined;
  afterEach(() => clearInterval(filling));

  /** As if this address had its tries all before it. */
  const admitAll = async () => {
    await login('first@example.com');
    await at.pool.query(`update login_attempts set attempts = -10000 where source like 'key:%'`);
  };

  it('holds up nobody else', async () => {
    await admitAll();
    let over = false;
    const flood = atOnce((n) => login(`flood${n}@example.com`), 60).finally(() => {
      over = true;
    });
    const waits: number[] = [];
    while (!over) {
      const began = performance.now();
      const [alive, list] = await Promise.all([at.curl('/livez'), at.curl('/api/lookup/all-users/', undefined, token)]);
      expect([alive.status, list.status]).toEqual([200, 200]);
      waits.push(performance.now() - began);
    }
    expect(statuses(await flood)).toEqual({ 401: 60 });
    expect(waits.length).toBeGreaterThan(5);
    expect(waits.sort((a, b) => a - b)[Math.floor(waits.length / 2)]).toBeLessThan(300);
  });

  it('that is too long is told to come back', async () => {
    await admitAll();
    const passwords = at.app.get(Passwords);
    const work: Promise<unknown>[] = [];
    const fill = () => {
      for (let n = 0; n < 110; n++) work.push(passwords.matches('x', null).catch(() => null));
    };
    fill();
    filling = setInterval(fill, 5);
    const answers = await atOnce((n) => login(`busy${n}@example.com`), 10);
    clearInterval(filling);
    const busy = answers.filter(({ status }) => status === 503);
    expect(busy.length).toBeGreaterThan(0);
    expect(busy.map((answer) => [wrongProblem(answer, 503), answer.headers.get('retry-after')])).toEqual(busy.map(() => [null, '5']));
    await Promise.all(work);
    expect((await login(OWNER, RIGHT)).status).toBe(200);
  });
});
