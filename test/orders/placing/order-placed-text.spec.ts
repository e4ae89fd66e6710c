import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { Config } from '../../../src/config/config.js';
import { loadConfig } from '../../../src/config/load-config.js';
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

  it('writes one line with true segments, at most two more than for a short item', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(text, text, (customer_name, item) => {
        const sms = writeOrderPlaced({ ...order, customer_name, item }, wording);
        const short = writeOrderPlaced({ ...order, customer_name, item: item.slice(0, 1) }, wording);
        expect(sms.body).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(sms.segments).toBe(new SegmentedMessage(sms.body).segmentsCount);
        expect(sms.segments).toBeLessThanOrEqual(short.segments + 2);
      }),
      { numRuns: 200 },
    );
  });

  it('follows SMS_TEMPLATE, which is refused with an unknown placeholder or a line break', () => {
    const own = { SMS_TEMPLATE: '{shop}: {order_number} {item}', SHOP_NAME: 'Duka la Mama' };
    expect(writeOrderPlaced(order, own).body).toBe('Duka la Mama: 123456 Mango');
    expect(loadTemplate('Hello {name}, welcome')).toThrow('SMS_TEMPLATE: must be one line');
    expect(loadTemplate('Hello {first_name\n}, welcome')).toThrow('SMS_TEMPLATE');
  });
});
