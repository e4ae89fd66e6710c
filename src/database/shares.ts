import { Lane } from './lane.js';

/** From this size on, streams and readiness have connections of their own. */
const DIVIDED_FROM = 5;

/** What each kind of work may take of a process's connections. */
export interface Shares {
  /** Transactions, and statements that write orders. A locked table holds these for long. */
  readonly writing: Lane;
  /** Pages and batched reads. */
  readonly reading: Lane;
  /** Short statements: who the caller is, how often one tried, what the carrier said. */
  readonly short: Lane;
  /** Whole lists as streams. Nothing else takes their connections. */
  readonly streaming: Lane;
  /** `/readyz`. Nothing else takes its connection. */
  readonly readiness: Lane;
}

/**
 * Divides the connections of a pool, so that one kind of work cannot starve another.
 * - Of 20: 3 for streams, 1 for readiness, 16 for the rest.
 * - Of the rest at most 10 write and 5 read, so that 1 is left for what is short.
 */
export function divideConnections(size: number): Shares {
  if (size < DIVIDED_FROM) {
    const all = new Lane(size);
    return { writing: all, reading: all, short: all, streaming: all, readiness: all };
  }
  const streams = Math.max(1, Math.floor(size * 0.15));
  const rest = size - streams - 1;
  const reads = Math.floor(size / 4);
  const short = new Lane(rest);
  return {
    short,
    writing: new Lane(rest - reads - 1, short),
    reading: new Lane(reads, short),
    streaming: new Lane(streams),
    readiness: new Lane(1),
  };
}
