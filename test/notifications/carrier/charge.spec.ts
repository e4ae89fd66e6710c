import { describe, expect, it } from '@jest/globals';
import { readCharge } from '../../../src/notifications/carrier/carrier-reply.js';

describe('readCharge', () => {
  it.each([
    ['KES 0.8000', { cost: '0.8000', currency: 'KES' }],
    ['UGX 25', { cost: '25', currency: 'UGX' }],
    ['UGX 25.0000', { cost: '25.0000', currency: 'UGX' }],
    ['KWD 0.0125', { cost: '0.0125', currency: 'KWD' }],
    ['KES 0.8000000', { cost: '0.8000', currency: 'KES' }],
    ['KES 1234567.8901', { cost: '1234567.8901', currency: 'KES' }],
  ])('reads %s to the last digit', (price, charge) => {
    expect(readCharge(price)).toEqual(charge);
  });

  it.each(['0', 'KES', 'KES -1', 'KES 1e3', 'KES 0.80001', 'KES NaN', '0.8 KES', 8, null])(
    'gives null for %s',
    (price) => {
      expect(readCharge(price)).toBeNull();
    },
  );
});
