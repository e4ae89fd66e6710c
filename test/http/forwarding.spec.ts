import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CapturedLog, startApp, type TestApp } from '../support/test-app.js';

/** Addresses of callers, from a block for documentation (RFC 5737). */
const STRANGER = '198.51.100.7';
const OWNER = '198.51.100.8';

/** The status of a registration with an admin key, forwarded for `address`. */
async function register(at: TestApp, apiKey: string, address: string, n = 0): Promise<number> {
  const body = {
    email: `owner${n}@example.com`,
    phone_number: `+25471${String(1_000_000 + n)}`,
    password: 'a long sentence',
    api_key: apiKey,
  };
  const headers = { 'X-Forwarded-For': address };
  return (await at.as().post('/api/auth/admin-register', body, headers)).status;
}

/** The statuses of 45 registrations with wrong keys. */
async function tryWrongKeys(at: TestApp, addressOf: (n: number) => string): Promise<number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < 45; n++) statuses.push(await register(at, 'wrong', addressOf(n)));
  return statuses;
}

const warnings = (log: CapturedLog): string[] =>
  log.text.split('\n').filter((line) => line.includes('X-Forwarded-For is ignored'));

describe('TRUST_PROXY with the address of the proxy', () => {
  const log = new CapturedLog();
  let at: TestApp;
  beforeAll(async () => {
    at = await startApp({ TRUST_PROXY: '127.0.0.1,10.0.0.0/8', LOG_LEVEL: 'warn' }, log);
  });
  afterAll(() => at.close());

  it('blocks a stranger after 45 wrong keys, and not the owner behind the same proxy', async () => {
    expect(await tryWrongKeys(at, () => STRANGER)).toContain(429);
    expect(await register(at, '123456721', OWNER, 1)).toBe(201);
    expect(await register(at, '123456721', `${STRANGER}, ${OWNER}`, 2)).toBe(201);
  });

  it('counts the last address that no proxy of ours has, whatever a client puts before it', async () => {
    const statuses = await tryWrongKeys(at, (n) => `203.0.113.${n}, ${STRANGER}, 10.0.0.9`);
    // A pause may end meanwhile, which lets one more key through.
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(35);
    expect(warnings(log)).toEqual([]);
  });

  it('counts one address once, also where the proxy writes the port of each connection', async () => {
    expect(await tryWrongKeys(at, (n) => `203.0.113.1:${40_000 + n}`)).toContain(429);
    expect(await tryWrongKeys(at, (n) => `[2001:db8::1]:${40_000 + n}`)).toContain(429);
  });
});

describe.each([
  ['TRUST_PROXY unset in development', {}, 1],
  ['TRUST_PROXY with another address', { TRUST_PROXY: '10.0.0.0/8' }, 1],
  ['TRUST_PROXY=none', { TRUST_PROXY: 'none' }, 0],
])('%s', (_, variables, warned) => {
  it('lets nobody’s X-Forwarded-For count, and warns once unless it is on purpose', async () => {
    const log = new CapturedLog();
    const at = await startApp({ ...variables, LOG_LEVEL: 'warn' } as Record<string, string>, log);
    try {
      expect(await tryWrongKeys(at, (n) => `198.51.100.${n}`)).toContain(429);
      expect(await register(at, '123456721', OWNER)).toBe(429);
      expect(warnings(log)).toHaveLength(warned);
      expect(log.text).not.toContain(OWNER);
    } finally {
      await at.close();
    }
  });
});

describe('a header that names a caller and is not read', () => {
  /** How many warnings three requests with these headers give, at a start of their own. */
  async function countWarnings(name: string, headers: Record<string, string>, variables: Record<string, string>) {
    const log = new CapturedLog();
    const at = await startApp({ ...variables, LOG_LEVEL: 'warn' }, log);
    for (let n = 0; n < 3; n++) await at.request('/livez', { headers });
    await at.close();
    expect(log.text).not.toContain(STRANGER);
    return log.text.split('\n').filter((line) => line.includes(`${name} is ignored`)).length;
  }

  it.each([
    ['Forwarded', `for=${STRANGER};proto=https`],
    ['X-Real-IP', STRANGER],
    ['CF-Connecting-IP', STRANGER],
    ['True-Client-IP', STRANGER],
  ])('is warned of once, as X-Forwarded-For is: %s', async (name, value) => {
    expect(await countWarnings(name, { [name]: value }, {})).toBe(1);
  });

  it.each([
    ['an address that is not trusted', { TRUST_PROXY: '10.0.0.0/8' }, {}, 1],
    ['a trusted proxy that sends nothing else', { TRUST_PROXY: '127.0.0.1' }, {}, 1],
    ['a trusted proxy that sends X-Forwarded-For too', { TRUST_PROXY: '127.0.0.1' }, { 'X-Forwarded-For': OWNER }, 0],
    ['nobody who is trusted, on purpose', { TRUST_PROXY: 'none' }, {}, 0],
  ] as const)('is warned of where callers count as one, when it comes from %s', async (_, variables, more, warned) => {
    expect(await countWarnings('X-Real-IP', { 'X-Real-IP': STRANGER, ...more }, variables)).toBe(warned);
  });
});
