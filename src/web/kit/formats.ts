import type { Language } from './language.js';

/** The shop's time zone, and its name as it stands after each time. */
const TIME_ZONE = 'Africa/Nairobi';
const TIME_ZONE_NAME = 'EAT';

/** An instant on the shop's clock, such as "22 Nov 2026, 05:47 EAT". */
export function formatInstant(at: Date, language: Language): string {
  const time = new Intl.DateTimeFormat(`${language}-KE`, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: TIME_ZONE,
  }).format(at);
  return `${time} ${TIME_ZONE_NAME}`;
}

/**
 * Money such as "KES 1,420.00", with the decimal places that the amount has.
 * `amount` is exact decimal text and never becomes a float.
 */
export function formatMoney(amount: string, currency: string, language: Language): string {
  const places = amount.split('.')[1]?.length ?? 0;
  return new Intl.NumberFormat(`${language}-KE`, {
    style: 'currency',
    currency,
    currencyDisplay: 'code',
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  }).format(amount as `${number}`);
}
