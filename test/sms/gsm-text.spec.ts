import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toGsmText } from '../../src/sms/gsm-text.js';
import { measureSms } from '../../src/sms/sms-text.js';

/** Every character of the GSM alphabet and its extension. */
const GSM = /^[@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}[\]~\\|€]*$/;

/** Every assigned character of Unicode, except those of private use. */
function* everyCharacter(): Generator<string> {
  for (let code = 0; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code);
    if (/(?![\p{Co}\p{Cs}])\p{Assigned}/u.test(character)) yield character;
  }
}

describe('toGsmText', () => {
  it('makes every character of Unicode plain, at most six characters, or leaves it as it is', () => {
    const odd: string[] = [];
    for (const character of everyCharacter()) {
      const plain = toGsmText(character);
      const isKept = plain === character.normalize('NFC');
      if (!(isKept || (GSM.test(plain) && plain.length <= 6)) || toGsmText(plain) !== plain) odd.push(character);
    }
    expect(odd).toEqual([]);
  });

  it.each([
    ['fractions', '½ kg sugar, ¼, ¾, ⅓, ⅞, 1⁄2', '1/2 kg sugar, 1/4, 3/4, 1/3, 7/8, 1/2'],
    ['a fraction after a number', '2½ kg, 10¾ m, ２½', '2 1/2 kg, 10 3/4 m, 2 1/2'],
    ['fractions next to each other', '½½, ½¼, ½5, 2½½', '1/2 1/2, 1/2 1/4, 1/2 5, 2 1/2 1/2'],
    ['the fraction one over a number', '⅟5, 2⅟3', '1/5, 2 1/3'],
    ['a circled number next to a digit', '5①, ①5, ①②, ５①, ⑳⑳, 5⑴', '5 1, 1 5, 1 2, 5 1, 20 20, 5(1)'],
    ['a numbered point next to a digit', '⒈5, 5⒈, 🄁5', '1. 5, 5 1., 0, 5'],
    ['raised and lowered digits next to others', '10²5, 5₂, ₁₂, CO₂5, ㎡5, 5㎡', '10^2 5, 5 2, 12, CO2 5, m2 5, 5m2'],
    ['numero, care of and telephone signs', '№ 5, ℅ Njeri, ℡', 'No 5, c/o Njeri, TEL'],
    ['ligatures', 'ﬁne ﬂour, ﬀ, ﬃ, ﬆ, ĳs, ŀl, ŉ, ǆ', "fine flour, ff, ffi, st, ijs, l.l, 'n, dz"],
    ['circled and bracketed digits', '① ⑳ ⑴ ⒈ ⓐ Ⓑ', '1 20 (1) 1. a B'],
    ['superscripts and subscripts', '5 m², H₂O, xⁿ, 1ª 2º', '5 m2, H2O, xn, 1a 2o'],
    ['powers of a number', '10², 10¹², 10⁻³', '10^2, 10^12, 10^-3'],
    ['roman numerals', 'Ⅳ ⅷ Ⅻ', 'IV viii XII'],
    ['full-width letters and marks', 'Ｍａｎｇｏ　２，５０！', 'Mango 2,50!'],
    ['mathematical letters and digits', '𝐌𝐚𝐧𝐠𝐨 𝟚', 'Mango 2'],
    ['signs of units', '5 ㎏, 3 ㎡, 20 ℃, 5 ㎍, 2 ㎮', '5 kg, 3 m2, 20 degC, 5 ug, 2 rad/s'],
    ['micro, also as the Greek letter', '5 µg, 5 μg, 50μl, 3 μm, 2 μmol', '5 ug, 5 ug, 50ul, 3 um, 2 umol'],
    ['signs of currencies', '₱5 ₽5 ₩5 ₺5 ₫5 ₿5', 'PHP5 RUB5 KRW5 TRY5 VND5 BTC5'],
    ['arrows and marks of text', 'A ➡ B ➡️ C ⋯ ‡', 'A -> B -> C ... +'],
    ['marks of trade', 'Chai™ ® © ₦5 ±2 ×3 … •', 'ChaiTM (R) (c) N5 +-2 x3 ... *'],
    ['quotation marks of any kind', '‘a’ “b” «c» ‹d› „e‟ 「f」 ＂g＂', `'a' "b" "c" 'd' "e" "f" "g"`],
    ['dashes of any kind', 'a‐b‑c‒d–e—f―g−h﹣i－j⸺k', 'a-b-c-d-e-f-g-h-i-j-k'],
    ['letters of African languages', 'ɓɗƙƴ ɛɔŋ Ŋ Ɖ Ngũgĩ Ọ̀ṣun ɲ ʃ', 'bdky eong Ng D Ngugi Osun ny sh'],
    ['accents that no letter is composed with', 'm̀ n̂ x̌', 'm n x'],
    ['emoji that stand for plain signs', '1\ufe0f\u20e3 ©\ufe0f ™\ufe0f ‼\ufe0f ℹ\ufe0f', '1 (c) TM !! i'],
    ['signs of comparison', 'a≤b ≥c ≠d', 'a<=b >=c !=d'],
  ])('writes %s plainly', (_, text, plain) => {
    expect(toGsmText(text)).toBe(plain);
    expect(measureSms(toGsmText(text)).encoding).toBe('GSM-7');
  });

  it.each([
    ['a stroke that negates', 'a ≮ b'],
    ['Greek words', 'μήλο, μ, αμg'],
    ['Cyrillic', 'й Ё'],
    ['Arabic with its marks', 'مَرحَبًا'],
    ['Devanagari with a joiner', 'क्\u200dष'],
    ['a family of joined emoji', '👨\u200d👩\u200d👧'],
    ['an emoji with its variation selector', '❤\ufe0f'],
    ['Amharic', 'ማንጎ'],
  ])('leaves %s', (_, text) => {
    expect(toGsmText(text)).toBe(text);
  });

  it('gives one line with single spaces that nothing turns or hides in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const plain = toGsmText(text);
        expect(plain).not.toMatch(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\u200b\ufeff]|^ | $| {2}/u);
        expect(toGsmText(plain)).toBe(plain);
      }),
      { numRuns: 500 },
    );
  });
});
