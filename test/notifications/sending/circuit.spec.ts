import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Circuit } from '../../../src/notifications/sending/circuit.js';
import { RateLimiter } from '../../../src/notifications/sending/rate-limiter.js';

describe('the circuit', () => {
  it('opens after five faults in a row, for twice as long each time, thirty seconds at most', () => {
    const pauses: number[] = [];
    const circuit = new Circuit((_, pauseMs) => pauses.push(pauseMs));
    for (let n = 0; n < 4; n++) circuit.failed('away', 0);
    expect(circuit.state(0)).toBe('closed');
    let now = 0;
    for (let n = 0; n < 7; n++) {
      circuit.failed('away', now);
      now += pauses.at(-1) ?? 0;
    }
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('starts counting anew after a good answer', () => {
    const circuit = new Circuit();
    for (let n = 0; n < 20; n++) n % 5 === 4 ? circuit.succeeded() : circuit.failed('away', 0);
    expect(circuit.state(0)).toBe('closed');
  });

  it('opens at once when the carrier says stop, and lets one text through after the pause', () => {
    const circuit = new Circuit();
    circuit.halted('no-balance', 0);
    expect(circuit.admits(50, 1999)).toBe(0);
    expect(circuit.admits(50, 2000)).toBe(1);
    circuit.began();
    expect(circuit.admits(50, 2001)).toBe(0);
    circuit.succeeded();
    expect(circuit.admits(50, 2002)).toBe(50);
    expect(circuit.reason).toBeNull();
  });

  it('stays open for as long as the carrier asks', () => {
    const circuit = new Circuit();
    for (let n = 0; n < 5; n++) circuit.failed('HTTP 429', 0, 90);
    expect(circuit.state(89_999)).toBe('open');
    expect(circuit.state(90_000)).toBe('half-open');
  });

  it('is not kept open by the answers to what was under way when it opened', () => {
    const pauses: number[] = [];
    const circuit = new Circuit((_, pauseMs) => pauses.push(pauseMs));
    for (let n = 0; n < 50; n++) circuit.failed('away', n);
    expect(pauses).toEqual([1000]);
  });
});

describe('the pace', () => {
  it('lets no second see more than it may, however the texts come', () => {
    const arrivals = fc.array(fc.nat(3000), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), arrivals, (perSecond, moments) => {
        const pace = new RateLimiter(perSecond);
        const times = moments.sort((a, b) => a - b).map((now) => now + pace.takeSlot(now));
        const inSecond = (from: number) => times.filter((time) => time >= from && time < from + 999.999).length;
        expect(Math.max(...times.map(inSecond))).toBeLessThanOrEqual(perSecond);
      }),
    );
  });

  it('tells how much room the next second has', () => {
    const pace = new RateLimiter(10);
    expect(pace.countFree(0)).toBe(10);
    for (let n = 0; n < 4; n++) pace.takeSlot(0);
    expect(pace.countFree(0)).toBe(6);
    expect(pace.countFree(400)).toBe(10);
  });
});
