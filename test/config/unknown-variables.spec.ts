import { describe, expect, it } from '@jest/globals';
import { VARIABLES } from '../../src/config/environment.js';
import { nameFileOf } from '../../src/config/secret-files.js';
import { findUnknownVariables } from '../../src/config/unknown-variables.js';

const warn = (name: string) => findUnknownVariables({ [name]: 'canary' });

describe('findUnknownVariables', () => {
  it.each([
    ['SMS_PER_SEC', 'SMS_PER_SECOND'],
    ['SMS_PER_SECONDS', 'SMS_PER_SECOND'],
    ['SMS_COUNTRY', 'SMS_COUNTRIES'],
    ['SMS_BUDGET', 'SMS_DAILY_BUDGET'],
    ['AT_USER', 'AT_USERNAME'],
    ['AT_APIKEY', 'AT_API_KEY'],
    ['AT_API_KEYS', 'AT_API_KEY'],
    ['AT_SENDER', 'AT_SENDER_ID'],
    ['DATABASE_URI', 'DATABASE_URL'],
    ['DATABASE_ULR', 'DATABASE_URL'],
    ['GOOGLE_CLIENTID', 'GOOGLE_CLIENT_ID'],
    ['GOOGLE_CLIENT_SECRETS', 'GOOGLE_CLIENT_SECRET'],
    ['GITHUB_CLIENT', 'GITHUB_CLIENT_ID'],
    ['FACEBOOK_APP_ID', 'FACEBOOK_CLIENT_ID'],
    ['SHOP_NAMES', 'SHOP_NAME'],
    ['STAFF_EMAIL', 'STAFF_EMAILS'],
    ['ADMIN_API_KEY', 'ADMIN_API_KEYS'],
    ['JWT_SECRETS', 'JWT_SECRET'],
    ['JWT_SECRET_FILES', 'JWT_SECRET_FILE'],
    ['SESSION_SECRETS', 'SESSION_SECRET'],
    ['SMS_SENDER_ID', 'AT_SENDER_ID'],
    ['SMS_SENDERID', 'AT_SENDER_ID'],
    ['SMS_SENDER', 'AT_SENDER_ID'],
    ['SMS_USERNAME', 'AT_USERNAME'],
    ['SMS_USER', 'AT_USERNAME'],
    ['SMS_API_KEY', 'AT_API_KEY'],
    ['SMS_API_KEYS', 'AT_API_KEY'],
    ['SMS_API_KEY_FILE', 'AT_API_KEY_FILE'],
    ['SMS_CALLBACK_SECRET', 'AT_CALLBACK_SECRET'],
    ['SMS_BASE_URL', 'AT_BASE_URL'],
    ['AT_COUNTRIES', 'SMS_COUNTRIES'],
    ['AT_TEMPLATE', 'SMS_TEMPLATE'],
    ['AT_DAILY_BUDGET', 'SMS_DAILY_BUDGET'],
    ['SHOP_TEMPLATE', 'SMS_TEMPLATE'],
    ['SHOP_CURRENCY', 'CURRENCY'],
    ['ADMIN_EMAILS', 'STAFF_EMAILS'],
    ['STAFF_API_KEYS', 'ADMIN_API_KEYS'],
    ['AFRICASTALKING_API_KEY', 'AT_API_KEY'],
    ['AFRICAS_TALKING_USERNAME', 'AT_USERNAME'],
    ['DATABASE_HOST', 'DATABASE_URL'],
    ['sms_per_second', 'SMS_PER_SECOND'],
    ['PUBLIC_URI', 'PUBLIC_URL'],
    ['TRUST_PROXIES', 'TRUST_PROXY'],
    ['METRIC_TOKEN', 'METRICS_TOKEN'],
  ])('says of %s that %s may be meant, and shows no value', (name, meant) => {
    const [line = '', ...more] = warn(name);
    expect([name, more, line]).toEqual([name, [], expect.stringMatching(`^${name} is no .*did you mean ${meant}\\?$`)]);
    expect(line).not.toContain('canary');
  });

  it('lists the known names of the prefix where none is near', () => {
    expect(warn('JWT_LIFETIME_OF_A_TOKEN')).toEqual([
      'JWT_LIFETIME_OF_A_TOKEN is no setting of Agiza and changes nothing: known are JWT_SECRET, JWT_TTL_SECONDS',
    ]);
  });

  it('warns of no known variable and of no file of a secret', () => {
    const known = VARIABLES.flatMap((name) => [name, nameFileOf(name) ?? name]);
    expect(findUnknownVariables(Object.fromEntries(known.map((name) => [name, 'x'])))).toEqual([]);
  });

  it.each(['DB_URL', 'POSTGRES_URL', 'POSTGRESQL_URL', 'PG_URL', 'DB_DSN', 'POSTGRES_URI'])(
    'takes %s for DATABASE_URL where that is not set',
    (name) => {
      expect(warn(name)).toEqual([`${name} is no setting of Agiza and changes nothing: did you mean DATABASE_URL?`]);
      for (const own of ['DATABASE_URL', 'DATABASE_URL_FILE'])
        expect(findUnknownVariables({ [name]: 'x', [own]: 'x' })).toEqual([]);
    },
  );

  it('warns of none that is empty or belongs to other programs', () => {
    expect(findUnknownVariables({ SMS_NONSENSE: '', GITHUB_CLIENTID: undefined })).toEqual([]);
    const others = {
      ...{ SESSION_MANAGER: 'local/host', GOOGLE_APPLICATION_CREDENTIALS: '/key', GOOGLE_CLOUD_PROJECT: 'p' },
      ...{ GITHUB_TOKEN: 't', DATABASE_PORT: 'tcp://10.0.0.1:5432', DATABASE_PORT_5432_TCP_ADDR: '10.0.0.1' },
      ...{ DATABASE_SERVICE_HOST: '10.0.0.1', HOSTNAME: 'shop', HOME: '/root', PATH: '/bin', LANG: 'C', PWD: '/' },
      ...{ npm_config_loglevel: 'warn', NODE_OPTIONS: '', XDG_DATA_DIRS: '/usr/share', TZ: 'UTC', USER: 'otieno' },
    };
    expect(findUnknownVariables(others)).toEqual([]);
  });

  it('warns at GitHub’s own machines of what names a client or a secret alone', () => {
    const machine = { GITHUB_ACTIONS: 'true', GITHUB_ACTOR_ID: '7', GITHUB_SHA: 'x', GITHUB_ENV: '/tmp/env' };
    expect(findUnknownVariables(machine)).toEqual([]);
    expect(findUnknownVariables({ ...machine, GITHUB_CLIENTID: 'x' })).toHaveLength(1);
  });
});
