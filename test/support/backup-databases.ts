import { randomBytes } from 'node:crypto';
import type { Way } from '../../src/database/connection.js';
import { MIGRATION_SETTINGS } from '../../src/database/session-settings.js';
import { asSuperuser, urlWith } from './odd-databases.js';

/** An empty database of the tests' PostgreSQL, to restore into. */
export interface EmptyDatabase {
  readonly name: string;
  /** For the service. */
  readonly url: string;
  /** For the role that will own the tables. */
  readonly migrationUrl: string;
  readonly superuserUrl: string;
}

const made: string[] = [];

/** Makes one that {@link dropEmptyDatabases} drops. */
export async function makeEmptyDatabase(): Promise<EmptyDatabase> {
  const name = `restored_${randomBytes(6).toString('hex')}`;
  await asSuperuser([`create database ${name} owner agiza_owner template template0`]);
  made.push(name);
  const pathname = name;
  return {
    name,
    url: urlWith({ pathname }),
    migrationUrl: urlWith({ pathname }, process.env.TEST_MIGRATION_URL),
    superuserUrl: urlWith({ pathname }, process.env.TEST_SUPERUSER_URL),
  };
}

export async function dropEmptyDatabases(): Promise<void> {
  await asSuperuser(made.splice(0).map((name) => `drop database if exists ${name} with (force)`));
}

/** How the role that owns the tables reaches a database. */
export const ownerOf = (migrationUrl: string): Way => ({ url: migrationUrl, startup: MIGRATION_SETTINGS });
