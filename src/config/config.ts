import { listeningHost, optionalOrigin, optionalProxies } from './address-rules.js';
import { addressSecret, optionalAccountName, optionalSenderId } from './carrier-rules.js';
import { currency } from './currency-rule.js';
import { FOLDER_PATH } from './data-folder.js';
import { databaseUrl } from './database-rules.js';
import {
  country,
  countryList,
  emailList,
  exactlyOneOf,
  inCapitals,
  longSecret,
  match,
  oneOf,
  optionalCredential,
  optionalText,
  secretList,
  wholeNumber,
} from './rules.js';
import { secret } from './secret-files.js';
import { optionalSum, orderTemplate, shopName } from './sms-rules.js';

/**
 * Every environment variable that the service reads, under its name in the environment.
 * - `npm run docs` makes docs/configuration.md and .env.example from this class.
 * - A line that starts with `// ##` begins a topic there.
 */
export class Config {
  // ## The process
  /** `production` refuses every default that is made for development. */
  @exactlyOneOf('development', 'production') readonly NODE_ENV: 'development' | 'production' = 'development';
  /** What this process does: answer HTTP (`api`), send SMS (`worker`), or both (`all`). */
  @oneOf('all', 'api', 'worker') readonly ROLE: 'all' | 'api' | 'worker' = 'all';
  /** Least severe log line that is written. */
  @oneOf('debug', 'info', 'warn', 'error', 'silent')
  readonly LOG_LEVEL: 'debug' | 'info' | 'warn' | 'error' | 'silent' = 'info';

  // ## HTTP
  /** Address that the HTTP server listens on; `0.0.0.0` for every address of this machine. */
  @listeningHost readonly HOST: string = '127.0.0.1';
  /** TCP port of the HTTP server; 0 picks a free one. */
  @wholeNumber(0, 65535) readonly PORT: number = 3000;
  /**
   * Address at which callers and sign-in providers reach the service, for redirects and callbacks.
   * It has a scheme, a host and perhaps a port, and no path.
   * Unset in development: `http://localhost:<PORT>`, or `HOST` instead of `localhost`.
   */
  @optionalOrigin readonly PUBLIC_URL?: string;
  /**
   * Addresses or CIDR ranges of the reverse proxies in front, comma-separated, or `none`.
   * Only their X-Forwarded-For is trusted. Unset in development: nobody's.
   */
  @optionalProxies readonly TRUST_PROXY?: readonly string[];
  /** `/docs` and `/openapi.json`. Unset: `on` in development, `off` in production. */
  @oneOf('on', 'off') readonly DOCS!: 'on' | 'off';
  /**
   * Bearer token that `/metrics` asks for, at least 22 characters.
   * Unset: open in development, closed in production.
   */
  @secret @optionalCredential(22) readonly METRICS_TOKEN?: string;

  // ## Data
  /**
   * URL of a PostgreSQL (15 or newer), whose database has the encoding UTF8.
   * Percent-encode `/ # ? @ %` in user name and password. No `PG*` variable adds to it.
   * Unset in development: an embedded one in `DATA_DIR`.
   */
  @secret @databaseUrl readonly DATABASE_URL?: string;
  /** Password for `DATABASE_URL`, as it is, without percent-encoding. The URL then has none. */
  @secret @optionalText readonly DATABASE_PASSWORD?: string;
  /** Connections to PostgreSQL that this process keeps, at most. */
  @wholeNumber(1, 100) readonly DATABASE_POOL_SIZE: number = 20;
  /**
   * `on` where `DATABASE_URL` leads to a pooler in transaction mode, such as PgBouncer.
   * Settings of the session are then kept on the role.
   */
  @oneOf('on', 'off') readonly DATABASE_POOLER: 'on' | 'off' = 'off';
  /** `on` prepares statements by name. `off` is for PgBouncer before 1.21, and slower. */
  @oneOf('on', 'off') readonly DATABASE_PREPARE: 'on' | 'off' = 'on';
  /**
   * Another URL of the same database, for migrations alone: PostgreSQL itself behind a pooler.
   * Unset: `DATABASE_URL`.
   */
  @secret @databaseUrl readonly MIGRATION_DATABASE_URL?: string;
  /** Folder of the embedded database and of the secrets that development generates. */
  @match(FOLDER_PATH, 'must be the path of a folder, written out: ~ and $ are not replaced here')
  readonly DATA_DIR: string = '.data';

  // ## Admins and staff
  /**
   * Keys that let an admin register and log in, comma-separated. Several may be active, for
   * rotation. Production wants 22 characters or more each. Unset in development: `123456721`.
   */
  @secret @secretList(1, 256, /^\S+$/) readonly ADMIN_API_KEYS!: readonly string[];
  /**
   * Secret that signs the admins' tokens, at least 32 bytes.
   * Unset in development: generated into `DATA_DIR`.
   */
  @secret @longSecret(32) readonly JWT_SECRET!: string;
  /** Seconds that an admin's token is valid. */
  @wholeNumber(60, 86_400) readonly JWT_TTL_SECONDS: number = 3600;
  /**
   * E-mail addresses of the staff, comma-separated.
   * After a Google sign-in they may do what an admin may with customers, orders and SMS.
   * Unset in development: `staff@example.com`. Unset in production: nobody is staff.
   */
  @emailList readonly STAFF_EMAILS!: readonly string[];
  /** `on` lets anybody call `POST /api/customer` and `POST /api/order`, rate-limited by address. */
  @oneOf('on', 'off') readonly OPEN_INTAKE: 'on' | 'off' = 'off';

  // ## Sign-in
  /**
   * Secrets of the sealed cookies, comma-separated, at least 32 bytes each.
   * The first seals; any of them opens. Unset in development: generated into `DATA_DIR`.
   */
  @secret @secretList(32, 4096) readonly SESSION_SECRET!: readonly string[];
  /**
   * Id of the OAuth client at Google.
   * Unset in development: the sandbox provider. Unset in production: Google is not offered.
   */
  @optionalCredential() readonly GOOGLE_CLIENT_ID?: string;
  /** Secret of the OAuth client at Google. */
  @secret @optionalCredential() readonly GOOGLE_CLIENT_SECRET?: string;
  /** Id of the OAuth client at GitHub. Unset: as for Google. */
  @optionalCredential() readonly GITHUB_CLIENT_ID?: string;
  /** Secret of the OAuth client at GitHub. */
  @secret @optionalCredential() readonly GITHUB_CLIENT_SECRET?: string;
  /** Id of the OAuth client at Facebook. Unset: as for Google. */
  @optionalCredential() readonly FACEBOOK_CLIENT_ID?: string;
  /** Secret of the OAuth client at Facebook. */
  @secret @optionalCredential() readonly FACEBOOK_CLIENT_SECRET?: string;

  // ## The shop
  /** What the shop calls itself in its SMS. */
  @shopName readonly SHOP_NAME: string = 'Agiza';
  /** Currency (ISO 4217) of every order. */
  @inCapitals @currency readonly CURRENCY: string = 'KES';
  /** Country (ISO 3166 alpha-2) of phone numbers that are written without one. */
  @country readonly DEFAULT_REGION: string = 'KE';

  // ## SMS
  /**
   * Body of the SMS about a new order.
   * Fields in braces: `first_name`, `order_number`, `item`, `currency`, `amount`, `shop`.
   */
  @orderTemplate
  readonly SMS_TEMPLATE: string =
    'Hello {first_name}, {shop} has your order no. {order_number}: {item}, {currency} {amount}. Thank you!';
  /**
   * Countries (ISO 3166 alpha-2) whose mobile numbers get SMS, comma-separated.
   * A notification to any other number fails, unsent and unpaid.
   */
  @countryList readonly SMS_COUNTRIES: readonly string[] = ['KE'];
  /**
   * What the carrier may charge in one day (UTC), in its currency.
   * Notifications wait once it is reached. Unset: no limit.
   */
  @optionalSum readonly SMS_DAILY_BUDGET?: string;
  /** SMS that one process hands to the carrier in one second, at most. */
  @wholeNumber(1, 10_000) readonly SMS_PER_SECOND: number = 50;
  /** SMS of one process on their way to the carrier at one time, at most. */
  @wholeNumber(1, 1000) readonly SMS_CONCURRENCY: number = 50;
  /** Seconds that the carrier gets to answer. After that nobody knows whether it took the SMS. */
  @wholeNumber(1, 8) readonly SMS_TIMEOUT_SECONDS: number = 8;
  /**
   * Times that the carrier may answer "not now" to an SMS before its notification fails.
   * A carrier that cannot be reached does not count.
   */
  @wholeNumber(1, 50) readonly SMS_MAX_ATTEMPTS: number = 8;

  // ## The carrier
  /** User name at Africa's Talking. Unset in development: the sandbox carrier. */
  @optionalAccountName readonly AT_USERNAME?: string;
  /** API key at Africa's Talking. */
  @secret @optionalCredential() readonly AT_API_KEY?: string;
  /**
   * Sender id (1 to 11 letters or digits) or short code that SMS come from.
   * Unset: Africa's Talking's own.
   */
  @optionalSenderId readonly AT_SENDER_ID?: string;
  /**
   * Secret part of the delivery reports' address, at least 22 URL-safe characters (128 bits).
   * Unset in development: generated into `DATA_DIR`.
   */
  @secret @addressSecret readonly AT_CALLBACK_SECRET!: string;
  /**
   * Address of Africa's Talking, without a path.
   * Unset: their own, or the sandbox carrier's in development.
   */
  @optionalOrigin readonly AT_BASE_URL?: string;

  // ## The sandbox
  /**
   * Stand-ins for the carrier and the sign-in providers.
   * Unset: `on` in development, `off` in production. Production refuses `on`.
   */
  @oneOf('on', 'off') readonly SANDBOX!: 'on' | 'off';
}
