import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatPrice, readAmount } from '../../src/money/amount.js';

const read = (decimal: string, currency: string) => readAmount(decimal, currency, 'amount');

describe('readAmount', () => {
  it.each([
    ['KES', '420', '420.00'],
    ['KES', '007.5', '7.50'],
    ['KES', '0.01', '0.01'],
    ['KES', '000999999999999.99', '999999999999.99'],
    ['UGX', '420', '420'],
    ['UGX', '0420.0', '420'],
    ['UGX', '420.00', '420'],
    ['JPY', '999999999999.00', '999999999999'],
    ['BHD', '420', '420.000'],
    ['BHD', '0.125', '0.125'],
    ['KWD', '1.5', '1.500'],
    ['IDR', '420.5', '420.50'],
  ])('gives in %s for %s the places of the currency: %s', (currency, decimal, kept) => {
    expect(read(decimal, currency)).toBe(kept);
  });

  it.each([
    ['UGX', '420.50', 'amount: must be whole: UGX has no cents, so write 420 or 421.'],
    ['UGX', '0.5', 'amount: must be whole: UGX has no cents, so write 1.'],
    ['RWF', '999999999998.01', 'so write 999999999998 or 999999999999.'],
    ['XAF', '1.01', 'XAF has no cents'],
    ['UGX', '420.000', 'amount: must have at most 12 digits before the point and none after it.'],
    ['VND', '1.420', 'and none after it.'],
    ['KES', '1.005', 'amount: must have at most 12 digits before the point and 2 after it.'],
    ['KES', '1234567890123', 'amount: must have at most 12 digits before the point and 2 after it.'],
    ['BHD', '1.2345', 'amount: must have at most 12 digits before the point and 3 after it.'],
  ])('refuses in %s the amount %s', (currency, decimal, sentence) => {
    expect(() => read(decimal, currency)).toThrow(sentence);
  });

  it('gives the same for every writing of an amount, and for what it gave', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999_999_999_999 }),
        fc.constantFrom('KES', 'UGX', 'BHD'),
        fc.nat(5),
        fc.nat(2),
        (whole, currency, zeros, places) => {
          const kept = read(String(whole), currency);
          const point = places === 0 ? '' : `.${'0'.repeat(places)}`;
          expect(read(`${'0'.repeat(zeros)}${whole}${point}`, currency)).toBe(kept);
          expect(read(kept, currency)).toBe(kept);
        },
      ),
    );
  });
});

describe('formatPrice', () => {
  it.each([
    ['KES', '0.8000', '0.80'],
    ['KES', '0.8125', '0.8125'],
    ['KES', '1', '1.00'],
    ['KES', '0.0000', '0.00'],
    ['UGX', '25.0000', '25'],
    ['UGX', '25', '25'],
    ['UGX', '25.5000', '25.5'],
    ['UGX', '0.0000', '0'],
    ['RWF', '100.0000', '100'],
    ['KWD', '0.0120', '0.012'],
    ['KWD', '0.0125', '0.0125'],
    ['BHD', '1', '1.000'],
    ['ZMK', '30', '30.00'],
  ])('shows in %s the price %s as %s', (currency, decimal, shown) => {
    expect(formatPrice(decimal, currency)).toBe(shown);
    expect(formatPrice(shown, currency)).toBe(shown);
  });

  it('leaves null as it is', () => {
    expect(formatPrice(null, 'KES')).toBeNull();
    expect(formatPrice(null, null)).toBeNull();
  });
});
