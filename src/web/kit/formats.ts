import { writePhone } from '../../phones/phones.js';
import { usePageContext } from './page-context.js';

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
export function useFormats(): Formats {
  const { language, shop } = usePageContext();
  const locale = `${language}-KE`;
  const { timeZone, currency, region } = shop;
  const zoneName = zoneNameOf(timeZone);
  const day = { month: 'short', day: 'numeric' } as const;
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const write = (at: Date | string, options: Intl.DateTimeFormatOptions) =>
    formatterOf(locale, { timeZone, ...options }).format(new Date(at));
  const isToday = (at: Date | string): boolean => write(at, DATE) === write(new Date(), DATE);
  return {
    instant: (at) => `${write(at, { year: 'numeric', ...day, ...clock })} ${zoneName}`,
    shortInstant: (at) => write(at, { ...day, ...clock }),
    moment: (at) => write(at, isToday(at) ? clock : { ...day, ...clock }),
    day: (text) => write(`${text}T00:00:00Z`, { timeZone: 'UTC', weekday: 'short', ...day }),
    phone: (e164) => (e164 === null ? '' : writePhone(e164, region)),
    money: (amount) => formatMoney(amount, currency),
    count: (number) => new Intl.NumberFormat(locale).format(number),
  };
}

const DATE = { dateStyle: 'short' } as const;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Makes each formatter once. Making one takes longer than all else that a row of a list does. */
function formatterOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formatters.set(key, made);
  return made;
}

/**
 * The short name of a time zone, such as EAT. English has names where other languages have
 * "GMT +3".
 */
const zoneNameOf = (timeZone: string): string =>
  formatterOf('en-KE', { timeZone, timeZoneName: 'short' })
    .formatToParts(new Date())
    .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;

/**
 * Money such as "KES 1420.00": the currency and the amount as the API and the SMS have it.
 * - Without marks between the thousands. A comma is a decimal point in some countries, takes room
 *   in an SMS, and is refused where an amount is typed.
 * @param amount exact decimal text with the places of its currency
 */
export const formatMoney = (amount: string, currency: string): string => `${currency} ${amount}`;
