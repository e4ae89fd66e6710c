import { describe, expect, it } from '@jest/globals';
import type { Config } from '../../src/config/config.js';
import { Phones } from '../../src/phones/phones.js';

const phones = new Phones({ DEFAULT_REGION: 'KE' } as Config);

describe('Phones', () => {
  it.each([
    ['in usual writings', ['0712345678', '254712345678', '+254712345678', '712345678', '0712 345 678', '0712.345.678']],
    ['in parts', ['(0712) 345-678', '+254 (0) 712 345 678', '+254(0)712345678', '+254 (712) 345678', '0712/345678']],
    ['with the zero beside the country code', ['+2540712345678', '254 0712 345678', '+254-0712-345-678']],
    ['with 00 for the plus', ['00254712345678', '00 254 712 345 678', '(00254) 712 345678', '+00254712345678']],
    ['with the prefix of Kenya', ['000254712345678']],
    [
      'as links',
      ['tel:+254712345678', 'TEL:0712345678', 'tel:+254-712-345-678', 'sms:+254712345678', 'tel://0712345678'],
    ],
    [
      'as links with parameters',
      ['callto:+254712345678', 'whatsapp:+254712345678', 'tel:0712345678;phone-context=+254'],
    ],
    [
      'as links to chats',
      [
        ...['https://wa.me/254712345678', 'wa.me/254712345678', 'http://www.wa.me/254712345678/', 'WA.ME/254712345678'],
        ...[
          'https://wa.me/+254712345678?text=Habari%20yako%20Wanjiku',
          'https://wa.me/254 712 345 678',
          't.me/+254712345678',
        ],
        ...[
          'https://api.whatsapp.com/send?phone=254712345678&text=x',
          'https://web.whatsapp.com/send/?text=x&phone=%2B254712345678',
        ],
        ...[
          'whatsapp://send?phone=254712345678',
          'viber://chat?number=%2B254712345678',
          'https://signal.me/#p/+254712345678',
        ],
        ...['https://wa.me/0712345678', 'https://wa.me/00254712345678', '<https://wa.me/254712345678>'],
      ],
    ],
    [
      'as links with what a local number belongs to',
      [
        ...[
          'tel:0712-345-678;phone-context=+254',
          'tel:712345678;phone-context=%2B254',
          'TEL:0712345678;Phone-Context=+254',
        ],
        ...[
          'tel:0712345678;phone-context=example.com',
          'tel:0712345678;isub=1;phone-context=+254',
          'sms:0712345678?body=Habari',
        ],
        ...['tel:+254712345678;phone-context=+1', 'TEL;TYPE=CELL:+254712345678', 'TEL;VALUE=uri:tel:+254712345678'],
      ],
    ],
    ['with quotation marks of tables', ['"0712345678"', "'0712345678", '="0712345678"', '“0712345678”', '0712345678,']],
    ['with other dashes', ['0712–345–678', '0712‑345‑678', '0712−345−678', '0712—345—678', '0712－345－678']],
    [
      'with other spaces',
      ['0712\u00a0345\u00a0678', '0712\u202f345\u2007678', '0712\u3000345678', '0712\t345\t678', '0712345678\r\n'],
    ],
    ['in digits of other scripts', ['０７１２３４５６７８', '٠٧١٢٣٤٥٦٧٨', '۰۷۱۲۳۴۵۶۷۸', '०७१२३४५६७८', '𝟎𝟕𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖']],
    ['with a picture of a telephone', ['☎ +254712345678', '☎\ufe0f0712345678', '📞0712 345 678', '📱 254712345678 📱']],
    ['as tables write amounts', ['254712345678.0', '+254712345678.0', '712345678.0']],
    [
      'with the country in brackets',
      ['(+254) 712 345 678', '(+254)712345678', '( +254 ) 712-345-678', '（＋254）712345678'],
    ],
    [
      'with a label',
      [
        'Tel. 0712345678',
        'Phone: +254712345678',
        'Mobile no. 0712 345 678',
        'simu 0712345678',
        'WhatsApp:+254712345678',
      ],
    ],
    ['in the keycaps of a chat', ['0\ufe0f\u20e37\ufe0f\u20e31\ufe0f\u20e32\ufe0f\u20e3345678']],
    ['with dots and bullets between the digits', ['0712·345·678', '0712 • 345 • 678', '0712⁃345678', '0712˗345˗678']],
    ['with an escaped plus', ['%2B254712345678', 'tel:%2B254712345678']],
    ['with a wide plus', ['＋２５４７１２３４５６７８', '﹢254712345678', '⁺254712345678']],
  ])('reads numbers %s', (_, writings) => {
    const read = writings.map((written) => [written, phones.readValid(written, 'phone')]);
    expect(read).toEqual(writings.map((written) => [written, '+254712345678']));
  });

  it('reads numbers between and around invisible marks', () => {
    const marks =
      '\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\ufe0f\u00ad\u061c\u034f';
    for (const mark of marks)
      expect([mark, phones.readValid(`${mark}+254${mark}712 345678${mark}`, 'phone')]).toEqual([mark, '+254712345678']);
  });

  it.each(['+44 (0)20 7946 0958', '0044 20 7946 0958', 'tel:+44-20-7946-0958'])(
    'reads a number of another country: %s',
    (written) => {
      expect(phones.readValid(written, 'phone')).toBe('+442079460958');
    },
  );

  it.each(['0712345678 ext. 5', '0712345678 ext 5', '0712345678;ext=5', 'tel:+254712345678;ext=5', '0712345678 x5'])(
    'refuses the extension of %j, which would be lost',
    (written) => {
      for (const read of [phones.readValid, phones.readPossible])
        expect(() => read.call(phones, written, 'phone')).toThrow('phone: must be a phone number without an extension');
    },
  );

  it.each(['2.54712E+11', '2.54712345678E+11', '2,54712E+11', ' 7.12346e8 '])(
    'says of %j that a table has shortened it',
    (written) => {
      expect(() => phones.readValid(written, 'phone')).toThrow('phone: must be a phone number with all of its digits');
    },
  );

  it.each([
    '',
    'tel:',
    'Tel.',
    'phone 0712345678 or 0712345679',
    'phones 0712345678',
    '0712345678·',
    '(254+) 712345678',
    '"',
    '00',
    '+0712345678',
    '00999123456789',
    '0712345678 0712345679',
    '0712345678x',
    '1'.repeat(41),
    '½',
    'https://wa.me/message/ABCDEFGH',
    'https://wa.me/',
    'https://example.com/254712345678',
    'wa.me/254712345678/254712345679x254',
    `wa.me/254712345678?${'x'.repeat(600)}`,
  ])('refuses %j', (written) => {
    expect(() => phones.readValid(written, 'phone')).toThrow('phone: must be a phone number');
  });
});
