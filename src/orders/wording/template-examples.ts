import { measureLongest } from '../../config/template-rule.js';
import { placesOf } from '../../currencies.js';
import { countSeptets } from '../../sms/gsm-alphabet.js';
import type { ShopWording, ToldOrder } from '../placing/order-placed-text.js';

/** Digits of an amount before the point, and characters of an item, at most. */
const WHOLE_DIGITS = 12;
const ITEM_MOST = 200;

const amountOf = (whole: string, digit: string, currency: string): string => {
  const places = placesOf(currency);
  return places === 0 ? whole : `${whole}.${digit.repeat(places)}`;
};

/** An order as shops have them every day. */
export const anExampleOrder = (currency: string): ToldOrder => ({
  ...{ customer_name: 'Wanjiku Kamau', number: '12345', item: 'Maize flour, 2 bags' },
  ...{ currency, amount: amountOf('840', '0', currency) },
});

/** An order with the longest name, number, item and amount. */
export const aLongOrder = (currency: string): ToldOrder => ({
  ...{ customer_name: 'Mwanakombo-Muthoniwa', number: '9'.repeat(WHOLE_DIGITS) },
  item: 'Maize flour, sugar, cooking oil, rice, beans, soap and '.repeat(4).slice(0, ITEM_MOST).trim(),
  ...{ currency, amount: amountOf('9'.repeat(WHOLE_DIGITS), '9', currency) },
});

/**
 * The characters of a template, or of the shop's name in it, by which its SMS have less room.
 * - `special` ones are not in GSM-7. One of them makes the whole SMS UCS-2.
 * - `double` ones take the room of two. With a special one that makes no difference.
 */
export function findDearCharacters(wording: ShopWording): {
  readonly special: readonly string[];
  readonly double: readonly string[];
} {
  const { body } = measureLongest(wording);
  const signs = new Set(Array.from(new Intl.Segmenter().segment(body), ({ segment }) => segment));
  const special = [...signs].filter((sign) => Array.from(sign).some((each) => countSeptets(each) === null));
  const double = [...signs].filter((sign) => countSeptets(sign) === 2);
  return { special, double: special.length > 0 ? [] : double };
}
