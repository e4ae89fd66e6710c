import { afterAll, beforeAll } from '@jest/globals';
import { DataSource, type QueryRunner } from 'typeorm';
import { createDatabase, type TestDatabase } from './test-database.js';

/** A database whose migrations a test undoes and runs again. */
export interface MigratingDatabase {
  /** There once the tests of the file run. */
  readonly database: TestDatabase;
  /** What migrations take. */
  readonly runner: QueryRunner;
}

/** Makes a migrated database for a test file, and drops it after its tests. */
export function makeMigratingDatabase(): MigratingDatabase {
  let database: TestDatabase;
  let source: DataSource;
  let runner: QueryRunner;
  beforeAll(async () => {
    database = await createDatabase();
    source = await new DataSource({
      type: 'postgres',
      url: database.migrationUrl,
      installExtensions: false,
    }).initialize();
    runner = source.createQueryRunner();
  });
  afterAll(async () => {
    await runner.release();
    await source.destroy();
    await database.drop();
  });
  return {
    get database() {
      return database;
    },
    get runner() {
      return runner;
    },
  };
}
