import { availableParallelism, loadavg } from 'node:os';

/**
 * After so many milliseconds something hangs, whatever else the machine does.
 * It only ends a test that would wait for ever.
 */
export const HANG_MS = 60_000;

/** Processor time that one measurement takes. Linux shares a processor out in slices of some 3 ms. */
const SAMPLE_MS = 25;

/**
 * How many times longer than on a quiet machine things take at present, 1 at least.
 * It is the greatest of
 * - the variable TEST_SLOWNESS, for machines that are slow without being busy;
 * - the processes that wanted a processor in the last minute, per processor. Windows tells 0;
 * - how long this process now waits for a little processor time.
 */
export function measureSlowness(): number {
  const began = performance.now();
  const used = process.cpuUsage();
  while (toMs(process.cpuUsage(used)) < SAMPLE_MS);
  const stretched = (performance.now() - began) / SAMPLE_MS;
  const crowded = (loadavg()[0] ?? 0) / availableParallelism();
  return Math.max(1, Number(process.env.TEST_SLOWNESS ?? 1), crowded, stretched);
}

/**
 * The least processor time in ms that this process needs for `work`, in three tries.
 * - It is for upper bounds of what a function computes. Other processes hardly change it.
 * - A try below `enoughMs` is the last.
 */
export const measureWork = (enoughMs: number, work: () => unknown): Promise<number> =>
  leastOfThree(enoughMs, async () => {
    const used = process.cpuUsage();
    await work();
    return toMs(process.cpuUsage(used));
  });

/**
 * The least time in ms that waiting for `work` takes, in three tries.
 * - It is for upper bounds of what needs a network, a database or another process.
 * - A try below `enoughMs` is the last. A longer one counts as it would on a quiet machine.
 */
export const measureWait = (enoughMs: number, work: () => Promise<unknown>): Promise<number> =>
  leastOfThree(enoughMs, async () => {
    const began = performance.now();
    await work();
    return toQuietMs(performance.now() - began, enoughMs);
  });

/** A time that was measured, in ms of a quiet machine if it is above `enoughMs`. */
export const toQuietMs = (ms: number, enoughMs: number): number => (ms < enoughMs ? ms : ms / measureSlowness());

/**
 * How many of `count` requests that come at once must be served, and not be refused for lack of time.
 * On a quiet machine all of them; on a busy one as many fewer as it is slower.
 */
export const leastServed = (count: number): number => Math.floor(count / measureSlowness());

/**
 * The least of what three tries measure. A try below `enough` is the last.
 * It is for what other processes can only make greater, and a fault makes so in every try.
 */
export async function leastOfThree(enough: number, measure: () => Promise<number>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 3 && least >= enough; tries++) least = Math.min(least, await measure());
  return least;
}

const toMs = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;

/** A time that waiting may take. Once it is up, a busy machine gets as much longer as it is slower. */
export class Deadline {
  private readonly began = performance.now();
  private allowedMs: number;

  /** @param ms on a quiet machine */
  constructor(private readonly ms: number) {
    this.allowedMs = ms;
  }

  get isOver(): boolean {
    if (performance.now() - this.began > this.allowedMs)
      this.allowedMs = Math.max(this.allowedMs, this.ms * measureSlowness());
    return performance.now() - this.began > this.allowedMs;
  }
}
