import { toGsmText } from '../../notifications/carrier/gsm-text.js';
import { measureSms, type SmsText } from '../../notifications/carrier/sms-text.js';
import type { OrderRow } from '../order.js';

/** How the shop words its notifications: the template and its own name. */
export interface ShopWording {
  readonly SMS_TEMPLATE: string;
  readonly SHOP_NAME: string;
}

/** What a notification tells of an order. */
export type ToldOrder = Pick<OrderRow, 'customer_name' | 'number' | 'item' | 'currency' | 'amount'>;

/** Characters of a name that are shown at most. */
const NAME_MOST = 20;
/** Characters of a shortened item that are shown at least. */
const ITEM_LEAST = 12;

/**
 * Writes what the customer is told about a new order. A long item is shortened, in the SMS only,
 * where that saves a segment.
 */
export function writeOrderPlaced(order: ToldOrder, wording: ShopWording): SmsText {
  const text = toGsmText(order.item);
  const whole = fillTemplate(order, wording, text);
  if (whole.segments === 1) return whole;
  const item = splitGraphemes(text);
  if (item.length <= ITEM_LEAST) return whole;
  const { segments } = fillTemplate(order, wording, shorten(item, ITEM_LEAST));
  return segments === whole.segments ? whole : fillWithLongestItem(order, wording, item, segments);
}

/** Fills in the longest beginning of the item with which the SMS takes no more than `segments`. */
function fillWithLongestItem(
  order: ToldOrder,
  wording: ShopWording,
  item: readonly string[],
  segments: number,
): SmsText {
  let fits = ITEM_LEAST;
  for (let tooLong = item.length; tooLong - fits > 1; ) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (fillTemplate(order, wording, shorten(item, middle)).segments > segments) tooLong = middle;
    else fits = middle;
  }
  return fillTemplate(order, wording, shorten(item, fits));
}

/** Fills in each field once: what looks like a field inside a name or an item stays as it is. */
function fillTemplate(order: ToldOrder, { SMS_TEMPLATE, SHOP_NAME }: ShopWording, item: string): SmsText {
  const [firstName = ''] = toGsmText(order.customer_name).split(' ');
  const fields: Record<string, string> = {
    first_name: firstName.length <= NAME_MOST ? firstName : splitGraphemes(firstName).slice(0, NAME_MOST).join(''),
    order_number: order.number,
    item,
    currency: order.currency,
    amount: order.amount,
    shop: toGsmText(SHOP_NAME),
  };
  return measureSms(toGsmText(SMS_TEMPLATE).replace(/\{(\w+)\}/g, (field, name: string) => fields[name] ?? field));
}

/** Gives the first `length` characters, the last three of them dots for the rest. */
const shorten = (item: readonly string[], length: number): string =>
  `${item
    .slice(0, length - 3)
    .join('')
    .trimEnd()}...`;

const segmenter = new Intl.Segmenter();
/** Splits text into what a person takes for its characters. */
const splitGraphemes = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);
