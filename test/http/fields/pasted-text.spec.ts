import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  isVisible,
  joinPasted,
  tidyEmail,
  tidyLine,
  tidyPasted,
  trimMargins,
  trimUnseen,
} from '../../../src/http/fields/pasted-text.js';
import { measureWork } from '../../support/deadlines.js';

/** Every code point that has a property, surrogates left out. */
function codePointsWith(property: RegExp): string[] {
  const found: string[] = [];
  for (let code = 0; code <= 0x10ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const character = String.fromCodePoint(code);
    if (property.test(character)) found.push(character);
  }
  return found;
}

const INVISIBLE = codePointsWith(/\p{Default_Ignorable_Code_Point}/u);
const SPACES = codePointsWith(/\p{White_Space}/u);
const anyText = fc.string({ unit: 'binary', maxLength: 40 });

describe('tidyPasted', () => {
  it('drops every invisible character wherever it stands', () => {
    expect(INVISIBLE.filter((mark) => tidyPasted(`${mark}07${mark}12${mark}`) !== '0712')).toEqual([]);
  });

  it('makes every kind of space a space, and drops it at the ends', () => {
    for (const space of SPACES) expect([space, tidyPasted(`${space}a${space}b${space}`)]).toEqual([space, 'a b']);
    expect(tidyPasted('420\r')).toBe('420');
  });

  it('makes every kind of dash a hyphen', () => {
    for (const dash of codePointsWith(/[\p{Pd}\u2212]/u))
      expect([dash, tidyPasted(`1${dash}2`)]).toEqual([dash, '1-2']);
  });

  it('reads the decimal digits of every script', () => {
    const digits = codePointsWith(/\p{Nd}/u).map(tidyPasted);
    expect(digits).toEqual(digits.map((_, place) => String(place % 10)));
  });

  it.each([
    ['ＢＨＴＭＣＤＯＯ', 'BHTMCDOO'],
    ['ａ＠ｂ．ｃｏ', 'a@b.co'],
    ['＋２５４（７１２）', '+254(712)'],
    ['ﬀ ſ ½ Ⅳ ④', 'ﬀ ſ ½ Ⅳ ④'],
  ])('reads full-width ASCII and takes no other character apart: %s', (written, read) => {
    expect(tidyPasted(written)).toBe(read);
  });

  it('changes nothing of what it gave, nor of visible ASCII', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(tidyPasted(tidyPasted(text))).toBe(tidyPasted(text));
        expect(joinPasted(text)).not.toMatch(/\s/);
      }),
    );
    fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => expect(tidyPasted(text)).toBe(text.trim())));
  });

  it('takes a body of 64 KiB within a tenth of a second', async () => {
    for (const unit of [' ', '\u200b', '１', '𝟗', '\u{e0041}', 'a ', '–', '\u0301']) {
      const text = `a${unit.repeat(65_536 / Buffer.byteLength(unit))}a`;
      const tidy = () => [tidyPasted(text), tidyLine(text), tidyEmail(text), trimMargins(text), trimUnseen(text)];
      expect([unit, (await measureWork(100, tidy)) < 100]).toEqual([unit, true]);
    }
  });
});

describe('tidyLine', () => {
  it('drops spaces and invisible characters at both ends', () => {
    const isDropped = (mark: string) =>
      [`${mark}Wanjiku${mark}`, ` ${mark} Wanjiku ${mark} `].every((text) => tidyLine(text) === 'Wanjiku');
    expect([...INVISIBLE, ...SPACES].filter((mark) => !isDropped(mark))).toEqual([]);
  });

  it('drops what turns the reading direction or hides inside a word', () => {
    const hidden =
      '\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\u2060\ufeff\u00ad\u3164\u115f';
    for (const mark of hidden) expect([mark, tidyLine(`Wan${mark}jiku`)]).toEqual([mark, 'Wanjiku']);
    expect(tidyLine('\u2068Wanjiku\u2069 \u2068Kamau\u2069')).toBe('Wanjiku Kamau');
    expect(tidyLine('Mango\u{e0068}\u{e0069}')).toBe('Mango');
  });

  it.each([
    ['a family of joined emoji', '👨\u200d👩\u200d👧'],
    ['an emoji with its variation selector', 'Chai ❤\ufe0f'],
    ['a keycap', '1\ufe0f\u20e3'],
    ['the flag of England, made of tags', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
    ['a Persian word with a non-joiner', 'نامه\u200cها'],
    ['a Sinhala word with a joiner', 'ක්\u200dෂ'],
    ['a Malayalam letter that ends with a joiner', 'അവന\u0d4d\u200d'],
    ['a Mongolian word with a vowel separator', 'ᠬᠠᠨ\u180eᠠ'],
    ['an ideographic variant', '葛\u{e0100}'],
    ['Amharic', 'ማንጎ'],
  ])('keeps %s', (_, text) => {
    expect(tidyLine(`  ${text}\u200b `)).toBe(text);
  });

  it('composes letters, so that two writings of a name are one', () => {
    expect(tidyLine('Ngu\u0303gi\u0303')).toBe('Ngũgĩ');
  });

  it('keeps control characters inside, which the fields refuse', () => {
    expect(tidyLine('Man\ngo\r\n')).toBe('Man\ngo');
    expect(tidyLine('Mango\u0007')).toBe('Mango\u0007');
  });

  it('changes nothing of what it gave, and leaves no half of a pair', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(tidyLine(tidyLine(text))).toBe(tidyLine(text));
        expect(tidyLine(text).isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('isVisible', () => {
  it('sees nothing in spaces, invisible characters and the blank of Braille', () => {
    expect([...INVISIBLE, ...SPACES, '\u2800', ''].filter(isVisible)).toEqual([]);
    for (const seen of ['a', '0', '🥭', 'ማ', '\u28ff', 'é'])
      expect([seen, isVisible(` ${seen} `)]).toEqual([seen, true]);
  });
});

describe('trimMargins and trimUnseen', () => {
  it('change nothing inside, and the one keeps the spaces that the other drops', () => {
    for (const mark of INVISIBLE) expect([mark, trimMargins(`${mark} a${mark}b ${mark}`)]).toEqual([mark, `a${mark}b`]);
    expect(trimMargins('\r\n\t\u00a0a b\u3000\r')).toBe('a b');
    expect(trimUnseen('\r\n\u200b a\u200bb \u202c\r')).toBe(' a\u200bb ');
    expect(trimUnseen('❤\ufe0f')).toBe('❤\ufe0f');
  });

  it('change nothing of what they gave', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(trimMargins(trimMargins(text))).toBe(trimMargins(text));
        expect(trimUnseen(trimUnseen(text))).toBe(trimUnseen(text));
      }),
    );
  });
});

describe('tidyEmail', () => {
  it('drops every invisible character but those that turn the reading direction', () => {
    const turning = /\p{Bidi_Control}/u;
    for (const mark of INVISIBLE) {
      expect([mark, tidyEmail(`${mark}A@b.co${mark}`)]).toEqual([mark, 'a@b.co']);
      expect([mark, tidyEmail(`a${mark}@b.co`)]).toEqual([mark, turning.test(mark) ? `a${mark}@b.co` : 'a@b.co']);
    }
  });
});
