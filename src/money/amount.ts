import type { ApiPropertyOptions } from '@nestjs/swagger';
import { defineField, type FieldOptions } from '../http/fields/fields.js';
import { explainAmount } from './amount-faults.js';

const ALSO_CALLED = [
  ...['price', 'total', 'cost', 'value', 'sum', 'amt', 'total_amount', 'total_price', 'unit_price', 'subtotal'],
  ...['order_amount', 'order_total', 'kes', 'ksh', 'bei', 'kiasi'],
];

/**
 * A positive amount of money, as decimal text or a number: at most 12 digits before the point and 2
 * after it.
 */
export const AmountField = (options: FieldOptions = {}): PropertyDecorator =>
  defineField(
    (value) => {
      if (typeof value !== 'string' || !/^\d+(\.\d+)?$/.test(value)) return explainAmount(value);
      if (!/^0*\d{1,12}(\.\d{1,2})?$/.test(value)) return 'must have at most 12 digits before the point and 2 after it';
      return /[1-9]/.test(value) ? null : 'must be more than 0';
    },
    {
      oneOf: [
        { type: 'string', pattern: '^\\d{1,12}(\\.\\d{1,2})?$' },
        { type: 'number', exclusiveMinimum: 0 as never },
      ],
    } as ApiPropertyOptions,
    { example: '420', alsoCalled: ALSO_CALLED, ...options },
  );

/** An amount as it is kept and compared: no leading zeros, two places. "007.5" becomes "7.50". */
export function normalizeAmount(decimal: string): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  return `${whole.replace(/^0+(?=\d)/, '')}.${fraction.padEnd(2, '0')}`;
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
 * Text without trailing zeros, but with two places: "0.8000" becomes "0.80", "0.8125" stays. Null
 * stays null.
 */
export function formatPrice<Decimal extends string | null>(decimal: Decimal): Decimal | string {
  if (decimal === null) return decimal;
  const [whole, fraction = ''] = decimal.split('.');
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`;
}
