import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Batcher } from '../../src/database/batcher.js';
import { waitFor } from '../support/waiting.js';

const refusal = () => Object.assign(new Error('refused'), { code: '23514' });
const outage = () => Object.assign(new Error('away'), { code: '57P01' });

describe('gathered asks', () => {
  it('each get their own answer, whatever arrives when and however long a statement takes', async () => {
    const arrivals = fc.array(
      fc.record({ value: fc.integer(), afterMs: fc.integer({ min: 0, max: 3 }), tookMs: fc.integer({ min: 0, max: 3 }) }),
      { maxLength: 60 },
    );
    const limits = fc.record({ asksMost: fc.integer({ min: 1, max: 8 }), inFlightMost: fc.integer({ min: 1, max: 3 }) });
    await fc.assert(
      fc.asyncProperty(arrivals, limits, async (asks, most) => {
        let inFlight = 0;
        const batcher = new Batcher<(typeof asks)[number], number>(async (batch) => {
          expect(batch.length).toBeLessThanOrEqual(most.asksMost);
          expect(++inFlight).toBeLessThanOrEqual(most.inFlightMost);
          await delay(Math.max(...batch.map(({ tookMs }) => tookMs)));
          inFlight--;
          return batch.map(({ value }) => value);
        }, most);
        const answers = asks.map(async (ask) => {
          await delay(ask.afterMs);
          return batcher.load(ask);
        });
        expect(await Promise.all(answers)).toEqual(asks.map(({ value }) => value));
      }),
      { numRuns: 60 },
    );
  });

  it('that joinOrStart together share the two statements, and the next gather while these are under way', async () => {
    const statements: { readonly asks: number; readonly finish: () => void }[] = [];
    const batcher = new Batcher<number, number>(
      (asks) => new Promise((resolve) => statements.push({ asks: asks.length, finish: () => resolve(asks) })),
    );
    const begun = (count: number) =>
      waitFor(
        () => statements.length,
        (length) => length === count,
      );
    const finish = (from: number, to: number) => {
      for (const statement of statements.slice(from, to)) statement.finish();
    };
    const first = Array.from({ length: 5 }, (_, i) => batcher.load(i));
    await begun(2);
    const second = Array.from({ length: 7 }, (_, i) => batcher.load(i));
    await delay(2);
    const rest = Array.from({ length: 130 }, (_, i) => batcher.load(i));
    finish(0, 2);
    await begun(4);
    finish(2, 4);
    await begun(6);
    finish(4, 6);
    await Promise.all([...first, ...second, ...rest]);
    expect(statements.map(({ asks }) => asks)).toEqual([3, 2, 64, 64, 5, 4]);
  });

  it('fail alone when the database refuses one of them', async () => {
    const batcher = new Batcher<number, number>(async (asks) => {
      if (asks.includes(3)) throw refusal();
      return asks.map((ask) => ask * 10);
    });
    const settled = await Promise.allSettled([1, 2, 3, 4].map((ask) => batcher.load(ask)));
    expect(settled.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.code))).toEqual([10, 20, '23514', 40]);
  });

  it('fail together, and at once, when the database is away; later ones are answered', async () => {
    let away = true;
    let statements = 0;
    const batcher = new Batcher<number, number>(async (asks) => {
      statements++;
      if (away) throw outage();
      return asks;
    });
    const settled = await Promise.allSettled([1, 2, 3].map((ask) => batcher.load(ask)));
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(statements).toBe(2);
    away = false;
    expect(await batcher.load(9)).toBe(9);
  });
});
