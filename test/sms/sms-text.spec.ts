import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countParts } from '../../src/development/carrier/parts.js';
import { measureSms } from '../../src/sms/sms-text.js';

/** The characters of UCS-2, as octets: 140 fit into one SMS alone, 134 into each of several. */
function countByOctets(text: string): number {
  const octets = Buffer.from(text, 'utf16le');
  if (octets.length <= 140) return 1;
  let parts = 0;
  for (let at = 0; at < octets.length; parts++) {
    at += 134;
    if (at < octets.length && octets.readUInt16LE(at) >> 10 === 0b110111) at -= 2;
  }
  return parts;
}

describe('measureSms', () => {
  it.each([
    ['160 septets', 'a'.repeat(160), 'GSM-7', 1],
    ['161 septets', 'a'.repeat(161), 'GSM-7', 2],
    ['306 septets', 'a'.repeat(306), 'GSM-7', 2],
    ['307 septets', 'a'.repeat(307), 'GSM-7', 3],
    ['80 characters of the extension', '€'.repeat(80), 'GSM-7', 1],
    ['81 characters of the extension', '€'.repeat(81), 'GSM-7', 2],
    ['an escape that may not end a segment', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 3],
    ['70 UTF-16 units', 'ж'.repeat(70), 'UCS-2', 1],
    ['71 UTF-16 units', 'ж'.repeat(71), 'UCS-2', 2],
    ['134 UTF-16 units', 'ж'.repeat(134), 'UCS-2', 2],
    ['135 UTF-16 units', 'ж'.repeat(135), 'UCS-2', 3],
    ['a surrogate pair that may not be split', `${'ж'.repeat(66)}🥭${'ж'.repeat(66)}`, 'UCS-2', 3],
    ['one letter with 150 marks', `ж${'\u0301'.repeat(150)}`, 'UCS-2', 3],
    ['nine families of joined emoji', '👨\u200d👩\u200d👧'.repeat(9), 'UCS-2', 2],
    ['nothing', '', 'GSM-7', 1],
  ])('counts %s', (_, body, encoding, segments) => {
    expect(measureSms(body)).toEqual({ body, encoding, segments });
  });

  it('takes every character of Unicode for the encoding that the carrier sends it in', () => {
    const different: string[] = [];
    for (let code = 32; code <= 0x10ffff; code++) {
      if (code === 0xd800) code = 0xe000;
      // 80 characters show it: one SMS of septets, or two of which the second has what is over 67 units.
      const character = String.fromCodePoint(code);
      const sample = code < 0x3000 || code % 97 === 0 ? character.repeat(80) : character;
      if (measureSms(sample).segments !== countParts(sample)) different.push(code.toString(16));
      if (code >= 0x3000 && measureSms(character).encoding !== 'UCS-2') different.push(code.toString(16));
    }
    expect(different).toEqual([]);
  });

  it('counts any text as the carrier does, and UCS-2 by its octets', () => {
    const unit = fc.oneof(
      fc.constantFrom('a', '€', 'é', 'ж', '\u0301', '\u200d', '🥭'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 700, size: 'max' }), (units) => {
        const body = units.join('').replace(/\p{Cc}/gu, '');
        const { encoding, segments } = measureSms(body);
        expect(segments).toBe(countParts(body));
        if (encoding === 'UCS-2') expect(segments).toBe(countByOctets(body));
      }),
      { numRuns: 500 },
    );
  });
});
