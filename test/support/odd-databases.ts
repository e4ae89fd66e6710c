import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { migrate } from '../../src/database/migrate.js';
import type { DatabaseOptions } from '../../src/database/session-settings.js';

export const USUAL: DatabaseOptions = { DATABASE_POOL_SIZE: 10, DATABASE_POOLER: 'off', DATABASE_PREPARE: 'on' };

/** Runs statements one after the other, as superuser, in the database of that name. */
export async function asSuperuser(statements: readonly string[], database = 'postgres'): Promise<void> {
  const client = new Client({ connectionString: urlWith({ pathname: database }, process.env.TEST_SUPERUSER_URL) });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The URL of the tests' PostgreSQL, or another URL, with parts of it changed. */
export function urlWith(
  parts: Partial<Pick<URL, 'username' | 'password' | 'pathname' | 'port' | 'search'>>,
  url = process.env.TEST_DATABASE_URL ?? '',
): string {
  return Object.assign(new URL(url), parts).href;
}

/** A name for a database or a role that no other test has. */
export const makeName = (): string => `odd_${randomBytes(6).toString('hex')}`;

/**
 * What a start says that cannot use its database.
 * @throws Error when it can, or says anything but one line for the operator
 */
export async function faultOf(url: string, options: DatabaseOptions = USUAL): Promise<string> {
  const error = await migrate(url, () => undefined, options, 0).then(
    () => new Error('it started'),
    (fault: Error) => fault,
  );
  if (error.name !== 'DatabaseError' || !/^[A-Z][^\n]+\.$/.test(error.message)) throw error;
  return error.message;
}
