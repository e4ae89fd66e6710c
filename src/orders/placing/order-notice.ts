import { SegmentedMessage } from 'sms-segments-calculator';
import { gsmText } from '../../notifications/carrier/gsm-text.js';
import type { OrderRow } from '../order-row.js';

/** How the shop words its texts: the template and its own name. */
export interface NoticeWording {
  readonly SMS_TEMPLATE: string;
  readonly SHOP_NAME: string;
}

/** One SMS of letters, digits and marks that all take one septet of GSM 03.38: nearly every notice, told without taking the text apart (0.1 ms). */
const ONE_SEGMENT = /^[\w @£$¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ!"#¤%&'()*+,\-./:;<=>?¡ÄÖÑÜ§¿äöñüà]{1,160}$/;

/** A text as it is sent and paid for: 160 GSM-7 or 70 UCS-2 units in one segment, 153 or 67 in each of several (GSM 03.38). */
export interface Notice {
  readonly body: string;
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly segments: number;
}

/** What an order says about itself in a text. */
export type NoticeSubject = Pick<OrderRow, 'customer_name' | 'number' | 'item' | 'currency' | 'amount'>;

/** Characters of a name, and of an item that was shortened, that a text shows at the most and at the least. */
const NAME_MOST = 20;
const ITEM_LEAST = 12;

/** What the customer is told about a new order. A long item is shortened, in the text only, where that saves a segment. */
export function orderNotice(order: NoticeSubject, wording: NoticeWording): Notice {
  const text = gsmText(order.item);
  const whole = worded(order, wording, text);
  if (whole.segments === 1) return whole;
  const item = graphemes(text);
  if (item.length <= ITEM_LEAST) return whole;
  const { segments } = worded(order, wording, shortened(item, ITEM_LEAST));
  return segments === whole.segments ? whole : longest(order, wording, item, segments);
}

/** The longest beginning of the item with which the text takes no more than `segments`. */
function longest(order: NoticeSubject, wording: NoticeWording, item: readonly string[], segments: number): Notice {
  let fits = ITEM_LEAST;
  for (let tooLong = item.length; tooLong - fits > 1; ) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (worded(order, wording, shortened(item, middle)).segments > segments) tooLong = middle;
    else fits = middle;
  }
  return worded(order, wording, shortened(item, fits));
}

/** Fills each field once: what looks like a field inside a name or an item stays as it is. */
function worded(order: NoticeSubject, { SMS_TEMPLATE, SHOP_NAME }: NoticeWording, item: string): Notice {
  const [firstName = ''] = gsmText(order.customer_name).split(' ');
  const fields: Record<string, string> = {
    first_name: firstName.length <= NAME_MOST ? firstName : graphemes(firstName).slice(0, NAME_MOST).join(''),
    order_number: order.number,
    item,
    currency: order.currency,
    amount: order.amount,
    shop: gsmText(SHOP_NAME),
  };
  const body = gsmText(SMS_TEMPLATE).replace(/\{(\w+)\}/g, (field, name: string) => fields[name] ?? field);
  if (ONE_SEGMENT.test(body)) return { body, encoding: 'GSM-7', segments: 1 };
  const { encodingName, segmentsCount } = new SegmentedMessage(body);
  return { body, encoding: encodingName, segments: segmentsCount };
}

/** The first `length` characters with dots for the rest, which count. */
const shortened = (item: readonly string[], length: number): string =>
  `${item
    .slice(0, length - 3)
    .join('')
    .trimEnd()}...`;

const segmenter = new Intl.Segmenter();
/** What a person takes for the characters of a text. */
const graphemes = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);
