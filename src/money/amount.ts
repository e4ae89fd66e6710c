import type { ApiPropertyOptions } from '@nestjs/swagger';
import { placesOf } from '../currencies.js';
import { defineField, type FieldOptions } from '../http/fields/fields.js';
import { tidyPasted } from '../http/fields/pasted-text.js';
import { InvalidRequest } from '../http/problems/invalid-request.error.js';
import { explainAmount } from './amount-faults.js';
import { findPlacesFault, splitDecimal } from './decimals.js';

const ALSO_CALLED = [
  ...['price', 'total', 'cost', 'value', 'sum', 'amt', 'total_amount', 'total_price', 'unit_price', 'subtotal'],
  ...['order_amount', 'order_total', 'kes', 'ksh', 'bei', 'kiasi'],
];

/**
 * A positive amount of money, as decimal text or a number. Whether it suits the currency is decided
 * by {@link readAmount}, which the service asks.
 */
export const AmountField = (options: FieldOptions = {}): PropertyDecorator =>
  defineField(
    (value, currency) => {
      if (typeof value !== 'string' || !/^\d+(\.\d+)?$/.test(value)) return explainAmount(value, currency);
      return /[1-9]/.test(value) ? null : 'must be more than 0';
    },
    {
      oneOf: [
        { type: 'string', pattern: '^\\d{1,12}(\\.\\d{1,3})?$' },
        { type: 'number', exclusiveMinimum: 0 as never },
      ],
    } as ApiPropertyOptions,
    {
      example: '420',
      alsoCalled: ALSO_CALLED,
      lateFault: (value, currency) => findPlacesFault(String(value), currency),
      ...options,
    },
    // The decimal point of Arabic numerals is a character of its own.
    (text) => tidyPasted(text).replace('\u066b', '.'),
  );

/**
 * Gives an amount as it is kept, compared and shown: no leading zeros, and the decimal places of
 * its currency. "007.5" becomes "7.50" in KES.
 * - Zeros after the point are taken where the currency has no cents, but no more than two. In some
 *   countries 420.000 means 420 thousand.
 * @param decimal digits with at most one point, more than 0
 * @throws InvalidRequest naming `field` when the amount is too large, or has cents that the
 * currency lacks
 */
export function readAmount(decimal: string, currency: string, field: string): string {
  const message = findPlacesFault(decimal, currency);
  if (message !== null) throw new InvalidRequest([{ field, message }]);
  const places = placesOf(currency);
  const { whole, fraction } = splitDecimal(decimal);
  const kept = fraction.slice(0, places).padEnd(places, '0');
  return kept === '' ? whole : `${whole}.${kept}`;
}

/** Places of the prices that the carrier names. */
const PRICE_PLACES = 4;

/** The exact sum of decimal texts with 4 places at most, as text with 4 places. */
export function sumExactly(decimals: readonly string[]): string {
  const units = decimals.map((decimal) => {
    const [whole = '0', fraction = ''] = decimal.split('.');
    return BigInt(whole + fraction.padEnd(PRICE_PLACES, '0'));
  });
  const digits = String(units.reduce((sum, unit) => sum + unit, 0n)).padStart(PRICE_PLACES + 1, '0');
  return `${digits.slice(0, -PRICE_PLACES)}.${digits.slice(-PRICE_PLACES)}`;
}

/**
 * A price as it is shown: with the decimal places of its currency, and more only where it has them.
 * "0.8000" is "0.80" in KES and "0.8" in UGX; "0.8125" stays as it is.
 * Without a currency it stays as well.
 */
export function formatPrice<Decimal extends string | null>(
  decimal: Decimal,
  currency: string | null,
): Decimal | string {
  if (decimal === null || currency === null) return decimal;
  const [whole = '', fraction = ''] = decimal.split('.');
  const kept = fraction.replace(/0+$/, '').padEnd(placesOf(currency), '0');
  return kept === '' ? whole : `${whole}.${kept}`;
}
