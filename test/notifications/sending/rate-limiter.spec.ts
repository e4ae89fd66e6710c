import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RateLimiter } from '../../../src/notifications/sending/rate-limiter.js';

describe('RateLimiter', () => {
  it('lets no more SMS through in any second than it may, however they arrive', () => {
    const arrivals = fc.array(fc.nat(3000), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), arrivals, (perSecond, moments) => {
        const limiter = new RateLimiter(perSecond);
        const times = moments.sort((a, b) => a - b).map((now) => now + limiter.takeSlot(now));
        const inSecond = (from: number) => times.filter((time) => time >= from && time < from + 999.999).length;
        expect(Math.max(...times.map(inSecond))).toBeLessThanOrEqual(perSecond);
      }),
    );
  });

  it('tells how many more SMS the next second takes', () => {
    const limiter = new RateLimiter(10);
    expect(limiter.countFree(0)).toBe(10);
    for (let n = 0; n < 4; n++) limiter.takeSlot(0);
    expect(limiter.countFree(0)).toBe(6);
    expect(limiter.countFree(400)).toBe(10);
  });
});
