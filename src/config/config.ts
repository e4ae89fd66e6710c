import { hostNames, listeningHost, optionalEndpoint, optionalOrigin, optionalProxies } from './address-rules.js';
import { FOLDER_PATH } from './data-folder.js';
import { databaseUrl } from './database-rules.js';
import {
  emailList,
  exactlyOneOf,
  longSecret,
  match,
  oneOf,
  optionalCredential,
  optionalText,
  secretList,
  share,
  wholeNumber,
} from './rules.js';
import { secret } from './secret-files.js';
import { SmsConfig } from './sms-config.js';

/**
 * Every environment variable that the service reads, under its name in the environment.
 * - `npm run docs` makes docs/configuration.md and .env.example from this class and the one above.
 * - A line that starts with `// ##` begins a topic there.
 */
export class Config extends SmsConfig {
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
   * Names by which requests may call the service besides the one of PUBLIC_URL, comma-separated:
   * such as the name by which a reverse proxy calls it. A request with another Host is refused.
   */
  @hostNames readonly ALLOWED_HOSTS: readonly string[] = [];
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

  // ## Traces
  /**
   * URL of a collector of traces that speaks OTLP over HTTP, without `/v1/traces`.
   * Unset: no traces, and nothing is loaded for them.
   */
  @optionalEndpoint readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string;
  /** Headers that the collector asks for, such as `authorization=Bearer%20…`, comma-separated. */
  @secret @optionalText readonly OTEL_EXPORTER_OTLP_HEADERS?: string;
  /** Share of the requests that are traced, from 0 to 1. A caller's `traceparent` decides first. */
  @share readonly OTEL_TRACES_SAMPLER_ARG: number = 0.05;

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
   * Another URL of the same database, for migrations alone. It names the role that owns the tables,
   * so that the service's own cannot change the audit trail. It leads past a pooler.
   * Unset: `DATABASE_URL`.
   */
  @secret @databaseUrl readonly MIGRATION_DATABASE_URL?: string;
  /** Password for `MIGRATION_DATABASE_URL`, as `DATABASE_PASSWORD` is for `DATABASE_URL`. */
  @secret @optionalText readonly MIGRATION_DATABASE_PASSWORD?: string;
  /**
   * `on` starts also on the schema of a newer release: to go back to the release before it.
   * What the newer one wrote stays: docs/operations.md.
   */
  @oneOf('on', 'off') readonly DATABASE_SCHEMA_NEWER: 'on' | 'off' = 'off';
  /**
   * URL of a standby of `DATABASE_URL`, with the same database: docs/operations.md. It answers
   * lists, statements, figures and downloads, and never shows less than the primary would.
   * Unset: the primary answers everything.
   */
  @secret @databaseUrl readonly DATABASE_REPLICA_URL?: string;
  /** Password for `DATABASE_REPLICA_URL`, as `DATABASE_PASSWORD` is for `DATABASE_URL`. */
  @secret @optionalText readonly DATABASE_REPLICA_PASSWORD?: string;
  /** Seconds that the replica may be behind. One that is farther behind is left alone. */
  @wholeNumber(1, 300) readonly REPLICA_LAG_SECONDS: number = 5;
  /**
   * Folder, on a volume, of what workers keep outside the database: docs/operations.md.
   * Development has its embedded database and generated secrets there.
   */
  @match(FOLDER_PATH, 'must be the path of a folder, written out: ~ and $ are not replaced here')
  readonly DATA_DIR: string = '.data';

  // ## Admins and staff
  /**
   * Registration keys: they let an admin register and log in, and open no data by themselves.
   * Comma-separated; several may be active, for rotation.
   * Production wants 22 characters or more each. Unset in development: `123456721`.
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
   * E-mail addresses of the first owners, comma-separated. After a Google sign-in each is an owner
   * as long as it is listed. Owners invite everybody else: docs/people.md.
   * Unset in development: `staff@example.com`. Unset in production: nobody is an owner by it.
   */
  @emailList readonly STAFF_EMAILS!: readonly string[];
  /**
   * Orders that one admin, member of the staff or API key may place in one minute, at one process.
   * The default only stops a program that has gone wrong. Lower it to what your shop really places.
   */
  @wholeNumber(1, 100_000_000) readonly ORDERS_PER_MINUTE: number = 600_000;
  /** Notifications that one admin, member of the staff or API key may resend in one hour. */
  @wholeNumber(1, 1_000_000) readonly RESENDS_PER_HOUR: number = 300;

  /**
   * Months for which the audit trail is kept, beside the one under way. Older months are deleted.
   * The database itself keeps 12.
   */
  @wholeNumber(12, 1200) readonly AUDIT_MONTHS: number = 24;
  /**
   * Months for which it is kept what happened to each notification, beside the one under way.
   * The notification itself, and what its SMS cost, stay.
   */
  @wholeNumber(2, 1200) readonly NOTIFICATION_EVENT_MONTHS: number = 24;

  // ## Strangers
  /** `on` lets anybody call `POST /api/customer` and `POST /api/order`, rate-limited by address. */
  @oneOf('on', 'off') readonly OPEN_INTAKE: 'on' | 'off' = 'off';
  /** Orders that callers without a token may place for one phone number in one hour. */
  @wholeNumber(1, 100_000) readonly INTAKE_PER_PHONE_HOUR: number = 5;
  /** Orders that callers without a token may place for one phone number in one day. */
  @wholeNumber(1, 100_000) readonly INTAKE_PER_PHONE_DAY: number = 10;
  /** Orders that all callers without a token may place in one day. Each has an unpaid SMS. */
  @wholeNumber(1, 10_000_000) readonly INTAKE_PER_DAY: number = 200;

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

  // ## The sandbox
  /**
   * Stand-ins for the carrier and the sign-in providers.
   * Unset: `on` in development, `off` in production. Production refuses `on`.
   */
  @oneOf('on', 'off') readonly SANDBOX!: 'on' | 'off';
}
