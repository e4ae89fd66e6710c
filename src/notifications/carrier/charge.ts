import type { Charge } from './sms.gateway.js';

/** Reads "KES 0.8000" to the last digit, without a float in between; null for anything else. */
export function chargeOf(text: unknown): Charge | null {
  const [, currency, cost] = typeof text === 'string' ? (/^([A-Z]{3}) (\d{1,8}(?:\.\d{1,4})?)$/.exec(text.trim()) ?? []) : [];
  return currency === undefined || cost === undefined ? null : { cost, currency };
}
