import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Batcher } from '../../src/database/batcher.js';
import { waitFor } from '../support/waiting.js';

const refusal = () => Object.assign(new Error('refused'), { code: '23514' });
const outage = () => Object.assign(new Error('away'), { code: '57P01' });

describe('Batcher', () => {
  it('gives each call its own answer, whenever it comes and however long a statement takes', async () => {
    const arrivals = fc.array(
      fc.record({
        value: fc.integer(),
        afterMs: fc.integer({ min: 0, max: 3 }),
        tookMs: fc.integer({ min: 0, max: 3 }),
      }),
      { maxLength: 60 },
    );
    const limits = fc.record({
      maxBatchSize: fc.integer({ min: 1, max: 8 }),
      maxInFlight: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(arrivals, limits, async (inputs, most) => {
        let inFlight = 0;
        const batcher = new Batcher<(typeof inputs)[number], number>(async (batch) => {
          expect(batch.length).toBeLessThanOrEqual(most.maxBatchSize);
          expect(++inFlight).toBeLessThanOrEqual(most.maxInFlight);
          await delay(Math.max(...batch.map(({ tookMs }) => tookMs)));
          inFlight--;
          return batch.map(({ value }) => value);
        }, most);
        const answers = inputs.map(async (input) => {
          await delay(input.afterMs);
          return batcher.load(input);
        });
        expect(await Promise.all(answers)).toEqual(inputs.map(({ value }) => value));
      }),
      { numRuns: 60 },
    );
  });

  it('shares two statements among simultaneous calls, and batches the next ones meanwhile', async () => {
    const statements: { readonly inputs: number; readonly finish: () => void }[] = [];
    const batcher = new Batcher<number, number>(
      (inputs) => new Promise((resolve) => statements.push({ inputs: inputs.length, finish: () => resolve(inputs) })),
    );
    const waitForBegun = (count: number) =>
      waitFor(
        () => statements.length,
        (length) => length === count,
      );
    const finish = (from: number, to: number) => {
      for (const statement of statements.slice(from, to)) statement.finish();
    };
    const first = Array.from({ length: 5 }, (_, i) => batcher.load(i));
    await waitForBegun(2);
    const second = Array.from({ length: 7 }, (_, i) => batcher.load(i));
    await delay(2);
    const rest = Array.from({ length: 130 }, (_, i) => batcher.load(i));
    finish(0, 2);
    await waitForBegun(4);
    finish(2, 4);
    await waitForBegun(6);
    finish(4, 6);
    await Promise.all([...first, ...second, ...rest]);
    expect(statements.map(({ inputs }) => inputs)).toEqual([3, 2, 64, 64, 5, 4]);
  });

  it('rejects only the call that the database refuses', async () => {
    const batches: (readonly number[])[] = [];
    const batcher = new Batcher<number, number>(async (inputs) => {
      batches.push(inputs);
      // Both batches are under way at once, or the refused call would come alone.
      await delay(5);
      if (inputs.includes(3)) throw refusal();
      return inputs.map((input) => input * 10);
    });
    const settled = await Promise.allSettled([1, 2, 3, 4].map((input) => batcher.load(input)));
    expect(settled.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.code))).toEqual([
      10,
      20,
      '23514',
      40,
    ]);
    expect(batches).toEqual([[1, 2], [3, 4], [3], [4]]);
  });

  it('rejects all calls at once when the database is away, and answers later ones', async () => {
    let away = true;
    let statements = 0;
    const batcher = new Batcher<number, number>(async (inputs) => {
      statements++;
      if (away) throw outage();
      return inputs;
    });
    const settled = await Promise.allSettled([1, 2, 3].map((input) => batcher.load(input)));
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(statements).toBe(2);
    away = false;
    expect(await batcher.load(9)).toBe(9);
  });
});
