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
 * Money such as "KES 1420.00": the currency and the amount as the API and the SMS have it.
 * - Without marks between the thousands. A comma is a decimal point in some countries, takes room
 *   in an SMS, and is refused where an amount is typed.
 * @param amount exact decimal text with the places of its currency
 */
export const formatMoney = (amount: string, currency: string): string => `${currency} ${amount}`;
