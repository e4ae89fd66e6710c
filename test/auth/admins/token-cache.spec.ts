import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { TokenCache } from '../../../src/auth/admins/token-cache.js';
import { startApp } from '../../support/test-app.js';
import { waitFor } from '../../support/waiting.js';

const HOUR_MS = 3_600_000;
afterEach(() => {
  jest.restoreAllMocks();
});

describe('TokenCache', () => {
  it('asks again after four seconds, and says at once that a token expired meanwhile', async () => {
    let nowMs = 0;
    let asked = 0;
    const cache = new TokenCache(
      async () => {
        asked++;
        return { userId: 'admin', leftMs: 3_000 };
      },
      () => nowMs,
    );
    expect(await cache.find('token')).toMatchObject({ userId: 'admin' });
    nowMs = 2_999;
    expect([await cache.find('token'), asked]).toMatchObject([{ userId: 'admin' }, 1]);
    nowMs = 3_000;
    expect([await cache.find('token'), asked]).toEqual(['expired', 1]);
    nowMs = 4_000;
    await cache.find('token');
    expect(asked).toBe(2);
  });
});

describe('14. a token that another process ended', () => {
  it.each([
    ['back an hour', -HOUR_MS],
    ['back three days', -72 * HOUR_MS],
    ['on by half an hour', HOUR_MS / 2],
  ])('is refused within five seconds when the clock of this process is set %s', async (_, shiftMs) => {
    const at = await startApp();
    const api = await at.asAdmin();
    expect((await api.get('/api/customers')).status).toBe(200);
    const timeOfDay = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => timeOfDay() + shiftMs);
    await at.pool.query('update users set token_version = token_version + 1');
    const began = performance.now();
    const last = await waitFor(
      () => api.get('/api/customers'),
      ({ status }) => status === 401,
      10_000,
    );
    expect([last.status, performance.now() - began < 5_000]).toEqual([401, true]);
    await at.close();
  });
});
