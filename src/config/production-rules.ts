import type { Config } from './config.js';
import { DOCUMENTED_ADMIN_KEY } from './development-defaults.js';
import { findSecretFaults } from './secret-faults.js';

/** What production uses for variables that may stay unset and have no default in {@link Config}. */
export const PRODUCTION_DEFAULTS = { STAFF_EMAILS: [], SANDBOX: 'off', DOCS: 'off' };

/** Variables that production must set. `npm run docs` marks them so. */
const REQUIRED = [
  'PUBLIC_URL',
  'TRUST_PROXY',
  'DATABASE_URL',
  'ADMIN_API_KEYS',
  'JWT_SECRET',
  'SESSION_SECRET',
  'AT_USERNAME',
  'AT_API_KEY',
  'AT_CALLBACK_SECRET',
];

/** Least length of an admin key in production: 128 bits in base64url. */
const ADMIN_KEY_LENGTH = 22;

/** What is unsafe in production: one sentence for each fault, which begins with the variable. */
export function findProductionFaults(config: Config, given: Record<string, unknown>): string[] {
  const missing = REQUIRED.filter((name) => given[name] === undefined);
  const faults = [...missing.map((name) => `${name}: must be set in production`), ...findSecretFaults(config)];
  const keys = config.ADMIN_API_KEYS ?? [];
  if (keys.includes(DOCUMENTED_ADMIN_KEY))
    faults.push('ADMIN_API_KEYS: the documented example key is public; make another one');
  else if (keys.some((key) => key.length < ADMIN_KEY_LENGTH))
    faults.push(`ADMIN_API_KEYS: each key needs ${ADMIN_KEY_LENGTH} characters or more`);
  if (/^http:/i.test(config.PUBLIC_URL ?? '')) faults.push('PUBLIC_URL: must start with https:// in production');
  if (isPlainHttpAbroad(config.AT_BASE_URL))
    faults.push('AT_BASE_URL: must start with https:// in production, unless it is this machine');
  if (config.SANDBOX === 'on') faults.push('SANDBOX: must not be on in production');
  return faults;
}

/** Whether the API key would cross a network unencrypted. */
const isPlainHttpAbroad = (url = ''): boolean => /^http:\/\/(?!(localhost|127\.0\.0\.1|\[::1\])([:/]|$))/i.test(url);
