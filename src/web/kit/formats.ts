import { writePhone } from '../../phones/phones.js';
import type { Language } from './language.js';
import { type PageContext, usePageContext } from './page-context.js';
import type { Shop } from './shop.js';

/** How pages write what is no word. Times are on the shop's clock. */
export interface Formats {
  /** Such as "22 Nov 2026, 05:47 EAT". */
  instant(at: Date | string): string;
  /** The same without its time zone and year, for lists: "22 Nov, 05:47". */
  shortInstant(at: Date | string): string;
  /** The time of the day alone for what happened today, such as "10:42". */
  moment(at: Date | string): string;
  /** A day that is written YYYY-MM-DD, such as "Sun 22 Nov". */
  day(day: string): string;
  /** An E.164 number as people of the shop's region write it; nothing for an erased one. */
  phone(e164: string | null): string;
  /** Money in the shop's currency, see {@link formatMoney}. */
  money(amount: string): string;
  /** A whole number, with marks between the thousands. */
  count(number: number): string;
}

/** The formats of the page that is rendered. */
export const useFormats = (): Formats => formatsOf(usePageContext());

/** Formats that were made before. Making the formatters of one takes longer than a page. */
const made = new Map<string, Formats>();

/** The formats for the reader of a page or of a file. */
export function formatsOf({ language, shop }: Pick<PageContext, 'language' | 'shop'>): Formats {
  const key = [language, shop.timeZone, shop.currency, shop.region].join(' ');
  const formats = made.get(key) ?? makeFormats(language, shop);
  made.set(key, formats);
  return formats;
}

function makeFormats(language: Language, { timeZone, currency, region }: Shop): Formats {
  const locale = `${language}-KE`;
  const monthAndDay = { month: 'short', day: 'numeric' } as const;
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const instant = new Intl.DateTimeFormat(locale, { timeZone, year: 'numeric', ...monthAndDay, ...clock });
  const shortInstant = new Intl.DateTimeFormat(locale, { timeZone, ...monthAndDay, ...clock });
  const day = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'short', ...monthAndDay });
  // English has names where other languages have "GMT +3".
  const zone = new Intl.DateTimeFormat('en-KE', { timeZone, timeZoneName: 'short' });
  const time = new Intl.DateTimeFormat(locale, { timeZone, ...clock });
  const date = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'short' });
  const isToday = (at: Date | string): boolean => date.format(new Date(at)) === date.format(new Date());
  const number = new Intl.NumberFormat(locale);
  const zoneName = (at: Date): string =>
    zone.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
  return {
    instant: (at) => `${instant.format(new Date(at))} ${zoneName(new Date(at))}`,
    shortInstant: (at) => shortInstant.format(new Date(at)),
    moment: (at) => (isToday(at) ? time : shortInstant).format(new Date(at)),
    day: (text) => day.format(new Date(`${text}T00:00:00Z`)),
    phone: (e164) => (e164 === null ? '' : writePhone(e164, region)),
    money: (amount) => formatMoney(amount, currency),
    count: (count) => number.format(count),
  };
}

/**
 * Money such as "KES 1420.00": the currency and the amount as the API and the SMS have it.
 * - Without marks between the thousands. A comma is a decimal point in some countries, takes room
 *   in an SMS, and is refused where an amount is typed.
 * @param amount exact decimal text with the places of its currency
 */
export const formatMoney = (amount: string, currency: string): string => `${currency} ${amount}`;
