import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { Config } from '../../../src/config/config.js';
import { loadConfig } from '../../../src/config/load-config.js';
import { writeOrderPlaced } from '../../../src/orders/placing/order-placed-text.js';

const order = { customer_name: 'Wanjiku Kamau', number: '123456', item: 'Mango', currency: 'KES', amount: '420.00' };
const wording = new Config();
const templateFault = (SMS_TEMPLATE: string) => () => loadConfig({ DATA_DIR: process.env.TEST_DATA_DIR, SMS_TEMPLATE });

describe("an order's text", () => {
  it('names the customer, the shop, the order, the item and the price, in one segment', () => {
    expect(writeOrderPlaced(order, wording)).toEqual({
      body: 'Hello Wanjiku, Agiza has your order no. 123456: Mango, KES 420.00. Thank you!',
      encoding: 'GSM-7',
      segments: 1,
    });
  });

  it('stays in one segment for the dearest order of the longest item of a customer with a long name', () => {
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
    ['spaces that do not break, and none', 'Tea\u00a02\u202fkg\u200b', 'Tea 2 kg'],
    ['letters with accents that GSM-7 lacks', 'Ngũgĩ wa Thiong’o', "Ngugi wa Thiong'o"],
    ['letters with accents that GSM-7 has', 'Café Ñandú Ö', 'Café Ñandu Ö'],
    ['composed and decomposed letters alike', 'Cafe\u0301', 'Café'],
    ['wide and joined letters', 'ﬁne ＡＢＣ', 'fine ABC'],
  ])('costs no more for %s', (_, item, written) => {
    const notice = writeOrderPlaced({ ...order, item }, wording);
    expect(notice.body).toContain(`: ${written}, KES`);
    expect(notice.encoding).toBe('GSM-7');
  });

  it('keeps what GSM-7 has no letters for, and says that it is longer', () => {
    const notice = writeOrderPlaced({ ...order, item: 'ማንጎ 🥭' }, wording);
    expect(notice).toMatchObject({ encoding: 'UCS-2', segments: 2 });
    expect(notice.body).toContain('ማንጎ 🥭');
  });

  it('lets no name or item begin a line, turn the reading direction, or fill a field', () => {
    const { body } = writeOrderPlaced(
      { ...order, customer_name: '{amount}\u202e\r\nAgiza', item: 'Tea\nTotal: 0\u0007 {shop} $& $1' },
      wording,
    );
    expect(body).toBe('Hello {amount}, Agiza has your order no. 123456: Tea Total: 0 {shop} $& $1, KES 420.00. Thank you!');
  });

  it('is one line that the calculator counts the same, never longer than with the item left out by more than the item may take', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(text, text, (customer_name, item) => {
        const notice = writeOrderPlaced({ ...order, customer_name, item }, wording);
        const short = writeOrderPlaced({ ...order, customer_name, item: item.slice(0, 1) }, wording);
        expect(notice.body).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(notice.segments).toBe(new SegmentedMessage(notice.body).segmentsCount);
        expect(notice.segments).toBeLessThanOrEqual(short.segments + 2);
      }),
      { numRuns: 200 },
    );
  });

  it('is worded by the configuration, which refuses fields that there are none of', () => {
    const own = { SMS_TEMPLATE: '{shop}: {order_number} {item}', SHOP_NAME: 'Duka la Mama' };
    expect(writeOrderPlaced(order, own).body).toBe('Duka la Mama: 123456 Mango');
    expect(templateFault('Hello {name}, welcome')).toThrow('SMS_TEMPLATE: must be one line');
    expect(templateFault('Hello {first_name\n}, welcome')).toThrow('SMS_TEMPLATE');
  });
});
