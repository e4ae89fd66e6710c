import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config/load-config.js';

/** A production environment in which nothing is wrong. */
const SOUND = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://agiza.example',
  TRUST_PROXY: 'none',
  DATABASE_URL: 'postgres://agiza:canary-database@db.example/agiza',
  ADMIN_API_KEYS: 'canary-admin-key-000000',
  JWT_SECRET: 'canary-jwt-secret-00000000000000',
  SESSION_SECRET: 'canary-session-secret-0000000000',
  AT_USERNAME: 'canary-name',
  AT_API_KEY: 'canary-carrier-key',
  AT_CALLBACK_SECRET: 'canary-callback-secret',
};
const OWN_SECRETS = ['ADMIN_API_KEYS', 'JWT_SECRET', 'SESSION_SECRET', 'AT_CALLBACK_SECRET', 'METRICS_TOKEN'];

/** The lines of the refusal, without its first one. */
function refusal(variables: Record<string, string>): string[] {
  try {
    loadConfig({ ...SOUND, ...variables });
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
}

describe('loadConfig in production', () => {
  it.each([
    ...[
      'changeme',
      'changeme-changeme-changeme-changeme',
      'CHANGE_ME_0123456789_0123456789_0123',
      'change-this-secret',
    ],
    ...['replace_with_a_long_random_string_000', 'your-secret-key-of-32-characters-or-more', 'yoursecret'.repeat(4)],
    ...['my-secret-my-secret-my-secret-my-secret', 'supersecretsupersecretsupersecret', 'example-'.repeat(5)],
    ...['placeholder-placeholder-placeholder', 'insecure-insecure-insecure-insecure', '<openssl-rand-base64-32-here>'],
    ...[`$\{JWT_SECRET_FROM_THE_VAULT_OF_THE_SHOP}`, '{{secret_of_the_shop_from_the_vault}}', '$(openssl-rand)'],
    ...['%SECRET_OF_THE_SHOP_FROM_THE_VAULT%', '[secret-of-the-shop-from-the-vault]'],
  ])('refuses %s in the place of each secret that the operator makes', (value) => {
    for (const name of OWN_SECRETS)
      expect(refusal({ [name]: value })).toEqual([
        `  ${name}: looks like a placeholder; openssl rand -hex 32 makes a secret`,
      ]);
  });

  it('refuses a placeholder beside sound secrets of a list', () => {
    for (const name of ['ADMIN_API_KEYS', 'SESSION_SECRET'] as const)
      expect(refusal({ [name]: `${SOUND[name]},changeme-${'0'.repeat(32)}` })).toEqual([
        expect.stringContaining(`${name}: looks like a placeholder`),
      ]);
  });

  it('takes secrets in which such a word stands further behind', () => {
    for (const name of OWN_SECRETS) expect(refusal({ [name]: 'Zk3changeme-your-example-of-a-secret-0' })).toEqual([]);
  });

  it('refuses one secret for two purposes', () => {
    const shared = 'canary-of-two-purposes-0000000000';
    for (const [at, one] of OWN_SECRETS.entries())
      for (const other of OWN_SECRETS.slice(at + 1))
        expect(refusal({ [one]: shared, [other]: shared })).toEqual([
          `  ${other}: must not be that of ${one}; openssl rand -hex 32 makes another`,
        ]);
    expect(refusal({ SESSION_SECRET: `${SOUND.SESSION_SECRET},${SOUND.JWT_SECRET}` })).toEqual([
      expect.stringContaining('SESSION_SECRET: must not be that of JWT_SECRET'),
    ]);
  });
});

describe('loadConfig in development', () => {
  it('takes a placeholder, and one secret for two purposes', () => {
    const secret = 'changeme-changeme-changeme-changeme';
    const secrets = { JWT_SECRET: secret, SESSION_SECRET: secret, AT_CALLBACK_SECRET: secret };
    expect(loadConfig(secrets).JWT_SECRET).toBe(secret);
  });
});
