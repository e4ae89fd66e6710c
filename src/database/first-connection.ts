import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { describeConnection, makeClient, nameServer, socketOf, type Way } from './connection.js';
import { explainStartFault, mayComeUp, nameReason } from './start-faults.js';

const RETRY_MS = 500;
const SAY_EVERY_MS = 5_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** For the last try. */
const LEAST_TIMEOUT_MS = 1_000;

/** How a start waits for its database. */
export interface Patience {
  /** Takes host and reason once, and every 5 s that the start waits. */
  readonly log: (line: string) => void;
  readonly patienceMs: number;
}

/**
 * Connects to a database that may still be starting.
 * @throws DatabaseError when the database refuses, or stays away for `patienceMs`
 */
export async function connectWhenUp(
  { url, startup, passwordIn }: Way,
  { log, patienceMs }: Patience,
  applicationName = 'agiza migrate',
): Promise<Client> {
  const deadline = performance.now() + patienceMs;
  let sayAt = 0;
  for (; ; await delay(RETRY_MS)) {
    const now = performance.now();
    const client = makeClient({
      ...describeConnection(url, applicationName, startup),
      connectionTimeoutMillis: Math.max(Math.min(CONNECT_TIMEOUT_MS, deadline - now), LEAST_TIMEOUT_MS),
    });
    try {
      await client.connect();
      return client;
    } catch (error) {
      // Its end would wait for a server that may be none.
      socketOf(client).destroy();
      if (!mayComeUp(error) || performance.now() + RETRY_MS > deadline) throw explainStartFault(error, url, passwordIn);
      if (sayAt === 0)
        log(`the database at ${nameServer(url)} does not answer (${nameReason(error)}); waiting for it…`);
      else if (performance.now() >= sayAt) log('waiting for the database…');
      else continue;
      sayAt = performance.now() + SAY_EVERY_MS;
    }
  }
}
