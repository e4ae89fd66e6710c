import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config/load-config.js';
import { findUnusedVariables } from '../../src/config/unused-variables.js';

const CALLBACK = 'canary-callback-secret-00000';
const CLIENT = { GOOGLE_CLIENT_ID: 'canary', GOOGLE_CLIENT_SECRET: 'canary' };
const CARRIER = { AT_USERNAME: 'duka', AT_API_KEY: 'canary' };

function warn(variables: Record<string, string>): string[] {
  const env = { DATA_DIR: process.env.TEST_DATA_DIR, ...variables };
  return findUnusedVariables(loadConfig(env), env);
}

describe('findUnusedVariables', () => {
  it.each<[Record<string, string>, RegExp]>([
    [{ AT_SENDER_ID: 'DUKA' }, /^AT_SENDER_ID is set and not used: without AT_USERNAME and AT_API_KEY the sandbox/],
    [{ AT_CALLBACK_SECRET: CALLBACK }, /^AT_CALLBACK_SECRET is set and not used: without AT_USERNAME/],
    [
      { AT_SENDER_ID: 'DUKA', AT_CALLBACK_SECRET: CALLBACK },
      /^AT_SENDER_ID and AT_CALLBACK_SECRET are set and not used/,
    ],
    [{ ...CARRIER, ROLE: 'api', AT_SENDER_ID: 'DUKA' }, /^AT_SENDER_ID is set and not used: .*ROLE=api sends no SMS/],
    [{ ROLE: 'api', SMS_PER_SECOND: '5', SMS_CONCURRENCY: '5' }, /^SMS_PER_SECOND and SMS_CONCURRENCY are set and not/],
    [{ ROLE: 'worker', ...CLIENT }, /^GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET are set and not used: .*ROLE=worker/],
    [
      { ROLE: 'worker', OPEN_INTAKE: 'on', STAFF_EMAILS: 'a@b.co' },
      /^STAFF_EMAILS and OPEN_INTAKE are set and not used/,
    ],
    [{ OTEL_TRACES_SAMPLER_ARG: '0.5' }, /^OTEL_TRACES_SAMPLER_ARG is set and not used: without OTEL_EXPORTER_OTLP/],
    [{ INTAKE_PER_DAY: '7' }, /^INTAKE_PER_DAY is set and not used: OPEN_INTAKE is off/],
    [{ ROLE: 'worker', INTAKE_PER_DAY: '7' }, /^INTAKE_PER_DAY is set and not used: .*ROLE=worker/],
    [
      { SHOP_NAME: 'Duka', SMS_TEMPLATE: 'Order {order_number} is here' },
      /^SHOP_NAME is set and not used: SMS_TEMPLATE/,
    ],
    [
      { REPLICA_LAG_SECONDS: '9' },
      /^REPLICA_LAG_SECONDS is set and not used: without DATABASE_REPLICA_URL the primary/,
    ],
    [{ DEFAULT_REGION: 'UG' }, /^phone numbers without a country get no SMS: .* UG \(DEFAULT_REGION\).*SMS_COUNTRIES/],
    [{ SMS_SEGMENT_PRICE: '5', SMS_DAILY_BUDGET: '4' }, /^no SMS goes out: one segment \(SMS_SEGMENT_PRICE\)/],
  ])('says in one sentence what changes nothing: %j', (variables, words) => {
    const [sentence = '', ...more] = warn(variables);
    expect([more, sentence]).toEqual([[], expect.stringMatching(words)]);
    expect(sentence).not.toContain('canary');
  });

  it.each<Record<string, string>>([
    {},
    { ...CARRIER, AT_SENDER_ID: 'DUKA', AT_CALLBACK_SECRET: CALLBACK, SMS_PER_SECOND: '5' },
    { ROLE: 'worker', SMS_PER_SECOND: '5' },
    { ROLE: 'api', ...CLIENT, STAFF_EMAILS: 'a@b.co' },
    { OPEN_INTAKE: 'on', INTAKE_PER_DAY: '7' },
    { SHOP_NAME: 'Duka' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', OTEL_TRACES_SAMPLER_ARG: '0.5' },
    { DEFAULT_REGION: 'UG', SMS_COUNTRIES: 'KE,UG' },
  ])('says nothing of what is used: %j', (variables) => {
    expect(warn(variables)).toEqual([]);
  });

  it('leaves to the configuration what it refuses: migrations elsewhere than the embedded database', () => {
    expect(() => warn({ MIGRATION_DATABASE_URL: 'postgres://agiza@localhost/agiza' })).toThrow(
      'MIGRATION_DATABASE_URL: must be set together with DATABASE_URL',
    );
  });
});
