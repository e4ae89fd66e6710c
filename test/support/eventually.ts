import { setTimeout as delay } from 'node:timers/promises';

/** Looks until what it sees is so, and gives it; after `ms` the last look stands as it is, for an expectation to fail on. */
export async function eventually<T>(look: () => Promise<T> | T, isSo: (seen: T) => boolean, ms = 5_000): Promise<T> {
  for (const deadline = performance.now() + ms; ; await delay(20)) {
    const seen = await look();
    if (isSo(seen) || performance.now() > deadline) return seen;
  }
}
