import { Config } from './config.js';
import { nameDatabase } from './database-url.js';
import { costsMoney, isCarrierSandboxed } from './sandbox-addresses.js';

/** What a start tells of its settings. It has no secret. */
export interface StartSummary {
  /** Names and values, in the order in which they are shown. */
  readonly facts: Readonly<Record<string, string>>;
  /** Sentences about what does not work, or works otherwise than one may expect. */
  readonly missing: readonly string[];
}

const ROLES = {
  all: 'all: answers HTTP and sends SMS',
  api: 'api: answers HTTP, and sends no SMS',
  worker: 'worker: sends SMS, and takes delivery reports',
};

/** Sums up the settings of a start. */
export function summarize(config: Readonly<Config>): StartSummary {
  return {
    facts: {
      ...(config.PUBLIC_URL !== undefined && { address: new URL(config.PUBLIC_URL).origin }),
      role: ROLES[config.ROLE],
      'sign-in': describeProviders(config),
      staff: count(config.STAFF_EMAILS.length, 'e-mail address', 'e-mail addresses'),
      SMS: describeCarrier(config),
      limits: describeLimits(config),
      database:
        config.DATABASE_URL === undefined
          ? `embedded, in ${config.DATA_DIR}; for one machine`
          : nameDatabase(config.DATABASE_URL),
      proxies: describeProxies(config),
    },
    missing: findMissing(config),
  };
}

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

function findProviders(config: Readonly<Config>): { name: string; own: boolean }[] {
  return [
    { name: 'Google', own: config.GOOGLE_CLIENT_ID !== undefined },
    { name: 'GitHub', own: config.GITHUB_CLIENT_ID !== undefined },
    { name: 'Facebook', own: config.FACEBOOK_CLIENT_ID !== undefined },
  ].filter(({ own }) => own || config.SANDBOX === 'on');
}

function describeProviders(config: Readonly<Config>): string {
  const providers = findProviders(config).map(({ name, own }) => (own ? name : `${name} (sandbox)`));
  return providers.length > 0 ? providers.join(', ') : 'nobody, no provider is set';
}

function describeCarrier(config: Readonly<Config>): string {
  if (isCarrierSandboxed(config)) return 'the sandbox carrier; nothing is really sent';
  const { AT_USERNAME = 'sandbox', AT_BASE_URL, AT_SENDER_ID } = config;
  const carrier = AT_BASE_URL === undefined ? "Africa's Talking" : new URL(AT_BASE_URL).origin;
  const sender = AT_SENDER_ID === undefined ? '' : `, from ${AT_SENDER_ID}`;
  return `${carrier} as ${AT_USERNAME}${sender}; ${costsMoney(config) ? 'they cost money' : 'its sandbox, nothing is really sent'}`;
}

function describeLimits(config: Readonly<Config>): string {
  const { SMS_PER_SECOND, SMS_CONCURRENCY, SMS_SEGMENTS_MAX, SMS_DAILY_BUDGET } = config;
  const note = hasDefaultBudget(config) ? ' (unless SMS_DAILY_BUDGET says otherwise)' : '';
  return `${SMS_PER_SECOND} SMS a second, ${SMS_CONCURRENCY} at one time, ${SMS_SEGMENTS_MAX} segments each at most, daily budget ${SMS_DAILY_BUDGET}${note}`;
}

const hasDefaultBudget = ({ SMS_DAILY_BUDGET }: Readonly<Config>): boolean =>
  SMS_DAILY_BUDGET === new Config().SMS_DAILY_BUDGET;

function describeProxies({ TRUST_PROXY = [] }: Readonly<Config>): string {
  return TRUST_PROXY.length === 0 ? 'none; no X-Forwarded-For counts' : TRUST_PROXY.join(', ');
}

function findMissing(config: Readonly<Config>): string[] {
  const { STAFF_EMAILS, SMS_DAILY_BUDGET, METRICS_TOKEN, NODE_ENV, ROLE } = config;
  const providers = findProviders(config).map(({ name }) => name);
  const production = NODE_ENV === 'production';
  const gaps: [boolean, string][] = [
    [providers.length === 0, 'nobody can sign in: set GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET, or another provider'],
    [STAFF_EMAILS.length === 0, 'STAFF_EMAILS is unset: no owner signs in with Google unless one was invited before'],
    [
      STAFF_EMAILS.length > 0 && providers.length > 0 && !providers.includes('Google'),
      'staff cannot sign in: they need Google, so set GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET',
    ],
    [
      config.AT_USERNAME === undefined && config.SANDBOX === 'off',
      'the carrier refuses every SMS: set AT_USERNAME and AT_API_KEY',
    ],
    [
      production && config.AT_USERNAME === 'sandbox',
      'no SMS reaches a phone: AT_USERNAME is sandbox, so set the user name and the API key of your own app',
    ],
    [
      costsMoney(config) && hasDefaultBudget(config),
      `a daily budget of your own: SMS may cost ${SMS_DAILY_BUDGET} a day, in the carrier's currency, until you set SMS_DAILY_BUDGET`,
    ],
    [Number(SMS_DAILY_BUDGET) === 0, 'no SMS goes out: SMS_DAILY_BUDGET is 0'],
    [ROLE === 'api', 'this process sends no SMS: another one must run with ROLE=worker or ROLE=all'],
    [production && METRICS_TOKEN === undefined, '/metrics is closed: set METRICS_TOKEN if Prometheus is to read'],
  ];
  return gaps.filter(([applies]) => applies).map(([, sentence]) => sentence);
}
