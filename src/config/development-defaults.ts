import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, SECRET_CUT_OFF } from './data-folder.js';

/** The admin key in the description of the admin API. It is public, so production refuses it. */
export const DOCUMENTED_ADMIN_KEY = '123456721';

/** What development uses for variables that have no default in the configuration itself. */
export const DEVELOPMENT_DEFAULTS = {
  ADMIN_API_KEYS: DOCUMENTED_ADMIN_KEY,
  STAFF_EMAILS: 'staff@example.com',
  SANDBOX: 'on',
  DOCS: 'on',
};

/** The secrets that development makes, and their files. */
const SECRET_FILES = {
  JWT_SECRET: 'jwt-secret',
  SESSION_SECRET: 'session-secret',
  AT_CALLBACK_SECRET: 'callback-secret',
};

/** A kept secret that is shorter was cut off, by a full disk for example. */
const KEPT_LENGTH_LEAST = 32;

/**
 * The secrets that are not among `given`. They are made once and kept in `dataDir`.
 * @throws NodeJS.ErrnoException when they cannot be written there
 */
export function makeSecrets(dataDir: string, given: Readonly<Record<string, string>>): Record<string, string> {
  const missing = Object.entries(SECRET_FILES).filter(([name]) => given[name] === undefined);
  return Object.fromEntries(missing.map(([name, file]) => [name, keepSecret(dataDir, file)]));
}

/** Secrets of the same form that are kept nowhere, for a configuration that is refused anyway. */
export const makeUnkeptSecrets = (): Record<string, string> =>
  Object.fromEntries(Object.keys(SECRET_FILES).map((name) => [name, makeSecret()]));

const makeSecret = (): string => randomBytes(32).toString('base64url');

/**
 * 256 random bits, the same after a restart and for processes that start at once.
 * The file appears whole or not at all, because a finished draft is linked to its name.
 */
function keepSecret(dataDir: string, name: string): string {
  const folder = join(dataDir, 'secrets');
  const file = join(folder, name);
  const draft = join(folder, `${randomUUID()}.tmp`);
  // `dataDir` itself stays open to others, because the PostgreSQL in it may run as another user.
  makeFolder(dataDir);
  makeFolder(folder, 0o700);
  try {
    return readSecret(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  try {
    writeFileSync(draft, makeSecret(), { mode: 0o600 });
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readSecret(file);
}

function readSecret(file: string): string {
  const text = readFileSync(file, 'utf8').trim();
  if (text.length < KEPT_LENGTH_LEAST) throw Object.assign(new Error('a secret is cut off'), { code: SECRET_CUT_OFF });
  return text;
}
