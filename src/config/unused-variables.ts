import type { Config } from './config.js';
import { isGiven } from './environment.js';
import { isCarrierSandboxed } from './sandbox-addresses.js';

/** Of the sender of SMS alone. What production demands of every process is left out. */
const OF_SENDER = [
  ...['SMS_PER_SECOND', 'SMS_CONCURRENCY', 'SMS_TIMEOUT_SECONDS', 'SMS_MAX_ATTEMPTS'],
  ...['AT_SENDER_ID', 'AT_BASE_URL'],
];
const OF_INTAKE = ['INTAKE_PER_PHONE_HOUR', 'INTAKE_PER_PHONE_DAY', 'INTAKE_PER_DAY'];
/** Of what answers the API and the pages, which a worker does not. */
const OF_API = [
  ...['STAFF_EMAILS', 'JWT_TTL_SECONDS', 'ORDERS_PER_MINUTE', 'RESENDS_PER_HOUR', 'OPEN_INTAKE', ...OF_INTAKE, 'DOCS'],
  ...['DATABASE_REPLICA_URL', 'DATABASE_REPLICA_PASSWORD'],
  ...['GOOGLE', 'GITHUB', 'FACEBOOK'].flatMap((name) => [`${name}_CLIENT_ID`, `${name}_CLIENT_SECRET`]),
];

/** A case in which variables change nothing: which of them, and why. */
type Case = readonly [applies: boolean, names: readonly string[], reason: string];

/**
 * One sentence for each case in which a variable is set, and changes nothing or undoes another.
 * It shows no value of a secret.
 */
export function findUnusedVariables(config: Readonly<Config>, env: NodeJS.ProcessEnv): string[] {
  const { ROLE } = config;
  const cases: readonly Case[] = [
    [ROLE === 'api', OF_SENDER, 'a process with ROLE=api sends no SMS'],
    [ROLE === 'worker', OF_API, 'a process with ROLE=worker answers neither the API nor pages'],
    [
      ROLE !== 'api' && isCarrierSandboxed(config),
      ['AT_SENDER_ID', 'AT_CALLBACK_SECRET'],
      'without AT_USERNAME and AT_API_KEY the sandbox carrier takes all SMS, and nobody else sees it',
    ],
    [
      ROLE !== 'worker' && config.OPEN_INTAKE === 'off',
      OF_INTAKE,
      'OPEN_INTAKE is off, so nobody orders without a token',
    ],
    [
      ROLE === 'worker' || config.DATABASE_REPLICA_URL === undefined,
      ['REPLICA_LAG_SECONDS'],
      'without DATABASE_REPLICA_URL the primary answers everything',
    ],
    [
      config.OTEL_EXPORTER_OTLP_ENDPOINT === undefined,
      ['OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_TRACES_SAMPLER_ARG'],
      'without OTEL_EXPORTER_OTLP_ENDPOINT there are no traces',
    ],
    [!config.SMS_TEMPLATE.includes('{shop}'), ['SHOP_NAME'], 'SMS_TEMPLATE has no {shop}'],
  ];
  const unused = cases.flatMap(([applies, names, reason]) => {
    const set = names.filter((name) => isGiven(env, name));
    if (!applies || set.length === 0) return [];
    return `${joinNames(set)} ${set.length === 1 ? 'is' : 'are'} set and not used: ${reason}`;
  });
  return [...unused, ...findContradictions(config)];
}

const joinNames = (names: readonly string[]): string =>
  names.length === 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** Values that are good alone, and together let nothing through. */
function findContradictions(config: Readonly<Config>): string[] {
  const { DEFAULT_REGION, SMS_COUNTRIES, SMS_SEGMENT_PRICE, SMS_DAILY_BUDGET } = config;
  const budget = Number(SMS_DAILY_BUDGET);
  const cases: readonly (readonly [boolean, string])[] = [
    [
      !SMS_COUNTRIES.includes(DEFAULT_REGION),
      `phone numbers without a country get no SMS: they are taken to be of ${DEFAULT_REGION} (DEFAULT_REGION), which SMS_COUNTRIES does not list`,
    ],
    [
      budget > 0 && Number(SMS_SEGMENT_PRICE) > budget,
      'no SMS goes out: one segment (SMS_SEGMENT_PRICE) is taken to cost more than SMS_DAILY_BUDGET allows in a day',
    ],
  ];
  return cases.filter(([applies]) => applies).map(([, sentence]) => sentence);
}
