import { ArrayMinSize, IsEmail, IsIn, IsOptional, Matches, MinLength, ValidateBy } from 'class-validator';
import { getCountries } from 'libphonenumber-js/max';
import { isNetwork } from './network.js';
import { commaSeparated, optionalText, optionalUrl, wholeNumber } from './rules.js';

/** What {@link Config.SMS_TEMPLATE} may name in braces. */
export const NOTICE_FIELDS = ['first_name', 'order_number', 'item', 'currency', 'amount', 'shop'] as const;
const TEMPLATE = new RegExp(`^(?=.{10,300}$)(?:[^{}\\p{Cc}]|\\{(?:${NOTICE_FIELDS.join('|')})\\})+$`, 'u');

/** Every environment variable the service reads, under the name it has in the environment. */
export class Config {
  /** `production` refuses every development default below. */
  @IsIn(['development', 'production'])
  readonly NODE_ENV: 'development' | 'production' = 'development';

  /** Address the HTTP server listens on. */
  @MinLength(1)
  readonly HOST: string = '127.0.0.1';

  /** TCP port of the HTTP server; 0 picks a free one. */
  @wholeNumber(0, 65535)
  readonly PORT: number = 3000;

  /** Addresses or CIDR ranges of the reverse proxies in front, comma-separated; theirs is the one word believed about a caller's address. Unset: nobody's. */
  @IsOptional()
  @commaSeparated
  @ValidateBy(
    {
      name: 'isNetwork',
      validator: { validate: isNetwork, defaultMessage: () => 'each part must be an address or a range, such as 10.0.0.0/8' },
    },
    { each: true },
  )
  readonly TRUST_PROXY?: readonly string[];

  /** Address that people and providers reach the service at, for redirects and callbacks. Unset in development: `http://localhost:<PORT>`. */
  @optionalUrl
  readonly PUBLIC_URL?: string;

  /** The PostgreSQL (15 or newer) to use. Unset in development: an embedded one under `DATA_DIR`. */
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/./, { message: 'must be a postgres:// URL' })
  readonly DATABASE_URL?: string;

  /** Folder of the embedded database and the generated development secrets. */
  @MinLength(1)
  readonly DATA_DIR: string = '.data';

  /** Keys that let an admin register and log in, comma-separated; several may be active for rotation. Unset in development: `123456721`. */
  @commaSeparated
  @ArrayMinSize(1)
  @MinLength(1, { each: true })
  readonly ADMIN_API_KEYS!: readonly string[];

  /** Secret that signs the admins' tokens, at least 32 bytes. Unset in development: generated into `DATA_DIR`. */
  @MinLength(32)
  readonly JWT_SECRET!: string;

  /** Secrets that seal the cookies, comma-separated, at least 32 bytes each: the first seals, any of them opens. Unset in development: generated into `DATA_DIR`. */
  @commaSeparated
  @ArrayMinSize(1)
  @MinLength(32, { each: true })
  readonly SESSION_SECRET!: readonly string[];

  /** Seconds that an admin's token is good for. */
  @wholeNumber(60, 86_400)
  readonly JWT_TTL_SECONDS: number = 3600;

  /** E-mails of the staff who may read customers and orders after a Google sign-in, comma-separated. Unset in development: `staff@example.com`. */
  @commaSeparated
  @IsEmail({}, { each: true })
  readonly STAFF_EMAILS!: readonly string[];

  /** `on` lets anybody call `POST /api/customer` and `POST /api/order`, rate-limited by address. */
  @IsIn(['on', 'off'])
  readonly OPEN_INTAKE: 'on' | 'off' = 'off';

  /** Country (ISO 3166 alpha-2) of phone numbers written without one. */
  @IsIn(getCountries(), { message: 'must be a country with telephones, in two capital letters, such as KE' })
  readonly DEFAULT_REGION: string = 'KE';

  /** Currency (ISO 4217) of every order. */
  @Matches(/^[A-Z]{3}$/, { message: 'must be three capital letters, such as KES' })
  readonly CURRENCY: string = 'KES';

  /** Google's OAuth client. Unset in development: the sandbox provider; in production: Google is not offered. */
  @optionalText
  readonly GOOGLE_CLIENT_ID?: string;

  /** The secret of Google's OAuth client. */
  @optionalText
  readonly GOOGLE_CLIENT_SECRET?: string;

  /** GitHub's OAuth client, likewise. */
  @optionalText
  readonly GITHUB_CLIENT_ID?: string;

  /** The secret of GitHub's OAuth client. */
  @optionalText
  readonly GITHUB_CLIENT_SECRET?: string;

  /** Facebook's OAuth client, likewise. */
  @optionalText
  readonly FACEBOOK_CLIENT_ID?: string;

  /** The secret of Facebook's OAuth client. */
  @optionalText
  readonly FACEBOOK_CLIENT_SECRET?: string;

  /** User name at Africa's Talking. Unset in development: the sandbox carrier. */
  @optionalText
  readonly AT_USERNAME?: string;

  /** API key at Africa's Talking. */
  @optionalText
  readonly AT_API_KEY?: string;

  /** Sender id or short code that texts come from. Unset: Africa's Talking's own. */
  @optionalText
  readonly AT_SENDER_ID?: string;

  /** Last part of the delivery reports' address, at least 22 URL-safe characters (128 bits). Unset in development: generated into `DATA_DIR`. */
  @Matches(/^[\w-]{22,}$/, { message: 'must be at least 22 letters, digits, - or _' })
  readonly AT_CALLBACK_SECRET!: string;

  /** Africa's Talking's address, without a path. Unset: theirs, or the sandbox carrier's in development. */
  @optionalUrl
  readonly AT_BASE_URL?: string;

  /** What the shop calls itself in its texts. */
  @Matches(/^[^\p{Cc}{}]{1,30}$/u, { message: 'must be 1 to 30 characters on one line, without braces' })
  readonly SHOP_NAME: string = 'Agiza';

  /** The text about a new order. Fields in braces: `first_name`, `order_number`, `item`, `currency`, `amount`, `shop`. */
  @Matches(TEMPLATE, { message: `must be one line of at most 300 characters, with no other fields than {${NOTICE_FIELDS.join('}, {')}}` })
  readonly SMS_TEMPLATE: string = 'Hello {first_name}, {shop} has your order no. {order_number}: {item}, {currency} {amount}. Thank you!';

  /** Countries (ISO 3166 alpha-2) whose mobile numbers are texted, comma-separated; a text to any other number fails unsent, and unpaid. */
  @commaSeparated
  @ArrayMinSize(1)
  @IsIn(getCountries(), { each: true, message: 'each must be a country code such as KE' })
  readonly SMS_COUNTRIES: readonly string[] = ['KE'];

  /** What the carrier may charge in one day (UTC), in its currency; texts wait once it is reached. Unset: no limit. */
  @IsOptional()
  @Matches(/^\d{1,9}(\.\d{1,4})?$/, { message: 'must be an amount of money, such as 1000 or 1000.50' })
  readonly SMS_DAILY_BUDGET?: string;

  /** Seconds that the carrier gets to answer; after that nobody knows whether it took the text. */
  @wholeNumber(1, 8)
  readonly SMS_TIMEOUT_SECONDS: number = 8;

  /** Texts handed to the carrier in one second by one process, at most. */
  @wholeNumber(1, 10_000)
  readonly SMS_PER_SECOND: number = 50;

  /** Texts of one process on their way to the carrier at one time, at most. */
  @wholeNumber(1, 1000)
  readonly SMS_CONCURRENCY: number = 50;

  /** Times the carrier may answer "not now" to a text before it counts as failed. A carrier that cannot be reached does not count. */
  @wholeNumber(1, 50)
  readonly SMS_MAX_ATTEMPTS: number = 8;

  /** What this process does: answer HTTP (`api`), send texts (`worker`), or both (`all`). */
  @IsIn(['all', 'api', 'worker'])
  readonly ROLE: 'all' | 'api' | 'worker' = 'all';

  /** Stand-ins for the carrier and the sign-in providers. Unset: `on` in development, `off` in production, which refuses `on`. */
  @IsIn(['on', 'off'])
  readonly SANDBOX!: 'on' | 'off';

  /** `/docs` and `/openapi.json`. Unset: `on` in development, `off` in production. */
  @IsIn(['on', 'off'])
  readonly DOCS!: 'on' | 'off';

  /** Bearer token that `/metrics` asks for, at least 22 characters. Unset: open in development, closed in production. */
  @IsOptional()
  @MinLength(22)
  readonly METRICS_TOKEN?: string;

  /** Least severe log line that is written. */
  @IsIn(['debug', 'info', 'warn', 'error', 'silent'])
  readonly LOG_LEVEL: 'debug' | 'info' | 'warn' | 'error' | 'silent' = 'info';
}
