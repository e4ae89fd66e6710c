import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The admin key of document 002. It is public, so production refuses it. */
export const DOCUMENTED_ADMIN_KEY = '123456721';

/** What a development start uses for the variables that have no default of their own. Secrets are made once and kept in `dataDir`. */
export function developmentDefaults(dataDir: string): Record<string, string> {
  return {
    ADMIN_API_KEYS: DOCUMENTED_ADMIN_KEY,
    STAFF_EMAILS: 'staff@example.com',
    JWT_SECRET: keptSecret(dataDir, 'jwt-secret'),
    SESSION_SECRET: keptSecret(dataDir, 'session-secret'),
    AT_CALLBACK_SECRET: keptSecret(dataDir, 'callback-secret'),
    SANDBOX: 'on',
    DOCS: 'on',
  };
}

/** 256 random bits, the same over restarts and for processes that start at once: the file appears whole, by a link, or not at all. */
function keptSecret(dataDir: string, name: string): string {
  const folder = join(dataDir, 'secrets');
  const file = join(folder, name);
  const draft = join(folder, `${randomUUID()}.tmp`);
  // The folder around the secrets is not closed: PostgreSQL, beside them, may run as another user.
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
