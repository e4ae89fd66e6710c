import { placesOf } from '../currencies.js';

/** Digits before the point, at most. The column of orders holds as many. */
const WHOLE_DIGITS = 12;

/** A decimal text without leading zeros, parted at its point. */
export function splitDecimal(decimal: string): { readonly whole: string; readonly fraction: string } {
  const point = decimal.indexOf('.');
  const written = point < 0 ? decimal : decimal.slice(0, point);
  const whole = written.startsWith('0') ? written.replace(/^0+(?=\d)/, '') : written;
  return { whole, fraction: point < 0 ? '' : decimal.slice(point + 1) };
}

/**
 * What is wrong with an amount in a currency: too many digits, or cents that the currency lacks.
 * Null when nothing is.
 */
export function findPlacesFault(decimal: string, currency: string): string | null {
  const places = placesOf(currency);
  const { whole, fraction } = splitDecimal(decimal);
  const allowed = Math.max(places, 2);
  if (whole.length > WHOLE_DIGITS || fraction.length > allowed) {
    const after = places === 0 ? 'and none after it' : `and ${places} after it`;
    return `must have at most ${WHOLE_DIGITS} digits before the point ${after}`;
  }
  if (!/[1-9]/.test(fraction.slice(places))) return null;
  const next = String(BigInt(whole) + 1n);
  const instead = whole === '0' ? next : `${whole} or ${next}`;
  return `must be whole: ${currency} has no cents, so write ${instead}`;
}
