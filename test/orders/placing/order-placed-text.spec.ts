import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Config } from '../../../src/config/config.js';
import { loadConfig } from '../../../src/config/load-config.js';
import { countParts } from '../../../src/development/carrier/parts.js';
import { writeOrderPlaced } from '../../../src/orders/placing/order-placed-text.js';

const order = { customer_name: 'Wanjiku Kamau', number: '123456', item: 'Mango', currency: 'KES', amount: '420.00' };
const wording = new Config();
const loadTemplate = (SMS_TEMPLATE: string) => () => loadConfig({ DATA_DIR: process.env.TEST_DATA_DIR, SMS_TEMPLATE });

describe('writeOrderPlaced', () => {
  it('names the customer, the shop, the order, the item and the price in one segment', () => {
    expect(writeOrderPlaced(order, wording)).toEqual({
      body: 'Hello Wanjiku, Agiza has your order no. 123456: Mango, KES 420.00. Thank you!',
      encoding: 'GSM-7',
      segments: 1,
    });
  });

  it('stays in one segment for the longest amount, item and name', () => {
    const long = {
      ...order,
      customer_name: 'W'.repeat(100),
      number: '9999999999',
      item: 'Maize flour '.repeat(16),
      amount: '999999999999.99',
    };
    const { body, segments } = writeOrderPlaced(long, wording);
    expect(segments).toBe(1);
    expect(body).toHaveLength(160);
    expect(body).toMatch(/: Maize flour Maize flour .*\.\.\., KES 999999999999\.99\. Thank you!$/);
  });

  it.each([
    ['curly quotes and apostrophes', 'Mama’s “best” ‹chai›'.replace(/[‹›]/g, ''), `Mama's "best" chai`],
    ['dashes and an ellipsis', 'Tea – 2 kg — fine…', 'Tea - 2 kg - fine...'],
    ['non-breaking and zero-width spaces', 'Tea\u00a02\u202fkg\u200b', 'Tea 2 kg'],
    ['letters with accents that GSM-7 lacks', 'Ngũgĩ wa Thiong’o', "Ngugi wa Thiong'o"],
    ['letters with accents that GSM-7 has', 'Café Ñandú Ö', 'Café Ñandu Ö'],
    ['composed and decomposed letters alike', 'Cafe\u0301', 'Café'],
    ['wide and joined letters', 'ﬁne ＡＢＣ', 'fine ABC'],
  ])('writes %s in GSM-7', (_, item, written) => {
    const sms = writeOrderPlaced({ ...order, item }, wording);
    expect(sms.body).toContain(`: ${written}, KES`);
    expect(sms.encoding).toBe('GSM-7');
  });

  it('keeps letters that GSM-7 lacks, and counts the segments of UCS-2', () => {
    const sms = writeOrderPlaced({ ...order, item: 'ማንጎ 🥭' }, wording);
    expect(sms).toMatchObject({ encoding: 'UCS-2', segments: 2 });
    expect(sms.body).toContain('ማንጎ 🥭');
  });

  it('lets no name or item begin a line, turn the reading direction or fill a placeholder', () => {
    const { body } = writeOrderPlaced(
      { ...order, customer_name: '{amount}\u202e\r\nAgiza', item: 'Tea\nTotal: 0\u0007 {shop} $& $1' },
      wording,
    );
    expect(body).toBe(
      'Hello {amount}, Agiza has your order no. 123456: Tea Total: 0 {shop} $& $1, KES 420.00. Thank you!',
    );
  });

  it.each([
    ['a letter with 199 marks', `ж${'\u0301'.repeat(199)}`],
    ['letters with six marks each', 'ж\u0301\u0302\u0303\u0304\u0306\u0307'.repeat(28)],
    ['families of joined emoji', '👨\u200d👩\u200d👧\u200d👦'.repeat(28)],
    ['a flag with 198 tags', `🏴${'\u{e0067}'.repeat(198)}\u{e007f}`],
    ['a letter with 199 joiners', `ж${'\u200d'.repeat(199)}`],
    ['200 emoji', '🥭'.repeat(200)],
    ['200 letters of Amharic', 'ማ'.repeat(200)],
    ['200 brackets', '['.repeat(200)],
  ])('takes no more than SMS_SEGMENTS_MAX with %s as name and item, as the carrier bills', (_, text) => {
    for (const SMS_SEGMENTS_MAX of [1, 2, 3]) {
      const full = { ...order, number: '999999999999', amount: '999999999999.99' };
      const sms = writeOrderPlaced({ ...full, customer_name: text, item: text }, { ...wording, SMS_SEGMENTS_MAX });
      expect(sms.segments).toBeLessThanOrEqual(SMS_SEGMENTS_MAX);
      expect(countParts(sms.body)).toBe(sms.segments);
      expect(sms.body).toContain('999999999999, KES 999999999999.99'.slice(-20));
    }
  });

  it('writes two marks of a character and no more', () => {
    expect(writeOrderPlaced({ ...order, item: `ж${'\u0301'.repeat(9)}и` }, wording).body).toContain(
      ': ж\u0301\u0301и,',
    );
  });

  it('leaves out letters that GSM-7 lacks where one segment is all that is allowed', () => {
    const sms = writeOrderPlaced({ ...order, item: 'ማንጎ Mango 2 kg' }, { ...wording, SMS_SEGMENTS_MAX: 1 });
    expect(sms).toMatchObject({ encoding: 'GSM-7', segments: 1 });
    expect(sms.body).toContain(': Mango 2 kg, KES 420.00');
  });

  it('writes one line in SMS_SEGMENTS_MAX segments at most, and tells what the carrier bills', () => {
    const clusters = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
      fc.constantFrom('\u0301', '\u200d', '\ufe0f', '\u{e0067}', '👨', '🥭', 'ж', '€', '[', 'a', ' ', 'ﷺ', '½'),
    );
    const text = fc
      .array(clusters, { minLength: 1, maxLength: 200, size: 'max' })
      .map((units) => [...units.join('')].slice(0, 200).join(''));
    const templates = fc.constantFrom(
      wording.SMS_TEMPLATE,
      '{shop}: {order_number} {item}',
      'ሰላም {first_name} {item} {item} {amount}',
      '{item}{item}{item}{first_name} [{order_number}] {currency} {amount}',
    );
    fc.assert(
      fc.property(text, text, templates, fc.integer({ min: 1, max: 4 }), (customer_name, item, template, most) => {
        const sms = writeOrderPlaced(
          { ...order, customer_name, item },
          { ...wording, SMS_TEMPLATE: template, SMS_SEGMENTS_MAX: most },
        );
        expect(sms.body).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(sms.segments).toBe(countParts(sms.body));
        expect(sms.segments).toBeLessThanOrEqual(most);
      }),
      { numRuns: 400 },
    );
  });

  it('follows SMS_TEMPLATE, which is refused with an unknown placeholder or a line break', () => {
    const own = { SMS_TEMPLATE: '{shop}: {order_number} {item}', SHOP_NAME: 'Duka la Mama', SMS_SEGMENTS_MAX: 2 };
    expect(writeOrderPlaced(order, own).body).toBe('Duka la Mama: 123456 Mango');
    expect(loadTemplate('Hello {name}, welcome')).toThrow('SMS_TEMPLATE: must be one line');
    expect(loadTemplate('Hello {first_name\n}, welcome')).toThrow('SMS_TEMPLATE');
  });

  it.each([
    ['too long with the longest amount', `{amount} ${'x'.repeat(283)}`, {}, 'takes 2 SMS', '1'],
    ['too long whatever it is filled with', 'ማ'.repeat(140), {}, 'takes 3 SMS', '2'],
    [
      'too long with the name of the shop',
      `{shop} ${'x'.repeat(280)}`,
      { SHOP_NAME: 'ማ'.repeat(30) },
      'takes 5 SMS',
      '2',
    ],
  ])('is refused at the start when its template is %s', (_, SMS_TEMPLATE, variables, fault, most) => {
    const load = (SMS_SEGMENTS_MAX: string) =>
      loadConfig({ DATA_DIR: process.env.TEST_DATA_DIR, SMS_TEMPLATE, SMS_SEGMENTS_MAX, ...variables });
    expect(() => load(most)).toThrow(
      `SMS_TEMPLATE: ${fault} with the longest number and amount, and SMS_SEGMENTS_MAX allows ${most}`,
    );
    expect(() => load('10')).not.toThrow();
  });

  it.each(['1', '2', '10'])('takes the template that is the default with SMS_SEGMENTS_MAX=%s', (SMS_SEGMENTS_MAX) => {
    expect(() =>
      loadConfig({ DATA_DIR: process.env.TEST_DATA_DIR, SMS_SEGMENTS_MAX, SHOP_NAME: 'x'.repeat(30) }),
    ).not.toThrow();
  });
});
