import { optionalOrigin } from './address-rules.js';
import { addressSecret, optionalAccountName, optionalSenderId } from './carrier-rules.js';
import { currency } from './currency-rule.js';
import { optionalPhone } from './phone-rule.js';
import { country, countryList, inCapitals, optionalCredential, wholeNumber } from './rules.js';
import { secret } from './secret-files.js';
import { orderTemplate, price, shopName, sumOfMoney } from './sms-rules.js';
import { optionalTimeZone } from './time-zone.js';

/** The environment variables about the shop, its SMS and the carrier. */
export class SmsConfig {
  // ## The shop
  /** What the shop calls itself in its SMS and on its pages. */
  @shopName readonly SHOP_NAME: string = 'Agiza';
  /**
   * Number that customers call, with its country code, such as `+254712345678`.
   * Every page of theirs shows it. Unset: pages show the name alone.
   */
  @optionalPhone readonly SHOP_PHONE?: string;
  /** Currency (ISO 4217) of every order. */
  @inCapitals @currency readonly CURRENCY: string = 'KES';
  /** Country (ISO 3166 alpha-2) of phone numbers that are written without one. */
  @country readonly DEFAULT_REGION: string = 'KE';
  /**
   * Time zone (IANA) of the shop's day: for the days of lists and summaries, and for the budget.
   * Unset: that of `DEFAULT_REGION`, such as `Africa/Nairobi`; UTC where a country has several.
   */
  @optionalTimeZone readonly SHOP_TIME_ZONE?: string;

  // ## SMS
  /**
   * Body of the SMS about a new order, until an owner sets another one at the desk.
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
   * Segments that one SMS takes, at most; each of them is paid for. Items and names are shortened.
   * The start refuses an `SMS_TEMPLATE` that is longer without them.
   */
  @wholeNumber(1, 10) readonly SMS_SEGMENTS_MAX: number = 2;
  /**
   * What the carrier may charge in one day of the shop, in its currency, for all processes
   * together.
   * Notifications wait once it is reached. There is always a limit; a large one is as good as none.
   */
  @sumOfMoney readonly SMS_DAILY_BUDGET: string = '10000';
  /**
   * What one segment is taken to cost, in the carrier's currency, until the carrier names a price.
   * After that its dearest price of the day is reserved for each.
   */
  @price readonly SMS_SEGMENT_PRICE: string = '1';
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
}
