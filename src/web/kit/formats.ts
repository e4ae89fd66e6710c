import type { Language } from './language.js';

/** The shop's clock, and how it is written beside each time. */
const TIME_ZONE = 'Africa/Nairobi';
const CLOCK = 'EAT';

/** An instant as people of East Africa write it, such as "22 Nov 2026, 05:47 EAT". */
export function written(at: Date, language: Language): string {
  const time = new Intl.DateTimeFormat(`${language}-KE`, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: TIME_ZONE,
  }).format(at);
  return `${time} ${CLOCK}`;
}

/** Exact decimal text as money, such as "KES 1,420.00"; it never becomes a float. */
export const money = (amount: string, currency: string, language: Language): string =>
  new Intl.NumberFormat(`${language}-KE`, { style: 'currency', currency, currencyDisplay: 'code' }).format(amount as `${number}`);
