import { describe, expect, it } from '@jest/globals';
import type { CountryCode } from 'libphonenumber-js';
import { getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples' with { type: 'json' };
import { makePhoneWriter } from '../../src/phones/phone-writer.js';
import { writePhone } from '../../src/phones/phones.js';

/** Numbers like a mobile number of each country, which differ in their last four digits. */
const NUMBERS = (Object.keys(examples) as CountryCode[]).flatMap((country) => {
  const { number } = getExampleNumber(country, examples) ?? { number: '' };
  return ['0000', '1234', '9999', '5670', number.slice(-4)].map((end) => number.slice(0, -4) + end);
});

describe('makePhoneWriter', () => {
  it('writes mobile numbers of every country as they are written one by one', () => {
    expect(NUMBERS.length).toBeGreaterThan(1_000);
    for (const region of ['KE', 'US', 'GB']) {
      const write = makePhoneWriter(region);
      const wrong = NUMBERS.filter((number) => write(number) !== writePhone(number, region));
      expect(wrong).toEqual([]);
    }
  });

  it('writes numbers of its own region with their zero, and others with their country', () => {
    const write = makePhoneWriter('KE');
    expect(['+254712345678', '+254712345679', '+254712340000', '+255712345678'].map(write)).toEqual([
      ...['0712 345678', '0712 345679', '0712 340000', '+255 712 345 678'],
    ]);
  });

  it('leaves what is no number as it is', () => {
    const odd = [
      '',
      '+1',
      '0712',
      'nonsense of some length',
      'nonsense of some other',
      '+999999999999',
      '+999999999998',
    ];
    expect(odd.map(makePhoneWriter('KE'))).toEqual(odd);
  });
});
