import { writePhone } from '../../phones/phones.js';
import { type PageContext, usePageContext } from './page-context.js';

/** How pages write what is no word. Times are on the shop's clock. */
export interface Formats {
  /** Such as "22 Nov 2026, 05:47 EAT". */
  instant(at: Date | string): string;
  /** The same without its time zone and year, for lists: "22 Nov, 05:47". */
  shortInstant(at: Date | string): string;
  /** A day that is written YYYY-MM-DD, such as "Sun 22 Nov". */
  day(day: string): string;
  /** An E.164 number as people of the shop's region write it. */
  phone(e164: string): string;
  /** Money in the shop's currency, see {@link formatMoney}. */
  money(amount: string): string;
  /** A whole number, with marks between the thousands. */
  count(number: number): string;
}

/** The formats of the page that is rendered. */
export const useFormats = (): Formats => formatsOf(usePageContext());

/** The formats for the reader of a page or of a file. */
export function formatsOf({ language, shop }: Pick<PageContext, 'language' | 'shop'>): Formats {
  const locale = `${language}-KE`;
  const { timeZone, currency, region } = shop;
  const zoneName = zoneNameOf(timeZone);
  const day = { month: 'short', day: 'numeric' } as const;
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const write = (at: Date | string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(new Date(at));
  return {
    instant: (at) => `${write(at, { year: 'numeric', ...day, ...clock })} ${zoneName}`,
    shortInstant: (at) => write(at, { ...day, ...clock }),
    day: (text) => write(`${text}T00:00:00Z`, { timeZone: 'UTC', weekday: 'short', ...day }),
    phone: (e164) => writePhone(e164, region),
    money: (amount) => formatMoney(amount, currency),
    count: (number) => new Intl.NumberFormat(locale).format(number),
  };
}

/**
 * The short name of a time zone, such as EAT. English has names where other languages have
 * "GMT +3".
 */
const zoneNameOf = (timeZone: string): string =>
  new Intl.DateTimeFormat('en-KE', { timeZone, timeZoneName: 'short' })
    .formatToParts(new Date())
    .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;

/**
 * Money such as "KES 1420.00": the currency and the amount as the API and the SMS have it.
 * - Without marks between the thousands. A comma is a decimal point in some countries, takes room
 *   in an SMS, and is refused where an amount is typed.
 * @param amount exact decimal text with the places of its currency
 */
export const formatMoney = (amount: string, currency: string): string => `${currency} ${amount}`;
