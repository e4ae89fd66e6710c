import { afterAll, beforeAll } from '@jest/globals';
import { SandboxCarrier } from '../../src/development/carrier/sandbox-carrier.js';
import { createDatabase, type TestDatabase } from './test-database.js';
import { killWorkers } from './workers.js';

/** What several workers of one test share. */
export interface SharedQueue {
  readonly carrier: SandboxCarrier;
  /** There once the tests of the file run. */
  readonly database: TestDatabase;
}

/** Makes a database and a carrier for the workers of a test file, and removes all of it after its tests. */
export function shareQueue(): SharedQueue {
  const carrier = new SandboxCarrier(0, () => null);
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
    await carrier.listen();
  });
  afterAll(async () => {
    killWorkers();
    await carrier.close();
    await database.drop();
  });
  return {
    carrier,
    get database() {
      return database;
    },
  };
}
