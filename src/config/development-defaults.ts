import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The admin key in the description of the admin API. It is public, so production refuses it. */
export const DOCUMENTED_ADMIN_KEY = '123456721';

/**
 * What development uses for variables that have no default in the configuration itself.
 * Secrets are made once and kept in `dataDir`.
 * @throws NodeJS.ErrnoException when they cannot be written there
 */
export function makeDevelopmentDefaults(dataDir: string): Record<string, string> {
  return {
    ADMIN_API_KEYS: DOCUMENTED_ADMIN_KEY,
    STAFF_EMAILS: 'staff@example.com',
    JWT_SECRET: keepSecret(dataDir, 'jwt-secret'),
    SESSION_SECRET: keepSecret(dataDir, 'session-secret'),
    AT_CALLBACK_SECRET: keepSecret(dataDir, 'callback-secret'),
    SANDBOX: 'on',
    DOCS: 'on',
  };
}

/**
 * 256 random bits, the same after a restart and for processes that start at once.
 * The file appears whole or not at all, because a finished draft is linked to its name.
 */
function keepSecret(dataDir: string, name: string): string {
  const folder = join(dataDir, 'secrets');
  const file = join(folder, name);
  const draft = join(folder, `${randomUUID()}.tmp`);
  // `dataDir` itself stays open to others, because the PostgreSQL in it may run as another user.
  mkdirSync(dataDir, { recursive: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  writeFileSync(draft, randomBytes(32).toString('base64url'), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file, 'utf8');
}
