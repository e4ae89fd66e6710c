import { isGsm } from '../../sms/gsm-alphabet.js';
import { toGsmText } from '../../sms/gsm-text.js';
import { measureSms, type SmsText } from '../../sms/sms-text.js';
import type { OrderRow } from '../order.js';

/** How the shop words its notifications: the template, its own name, and what one may cost. */
export interface ShopWording {
  readonly SMS_TEMPLATE: string;
  readonly SHOP_NAME: string;
  readonly SMS_SEGMENTS_MAX: number;
}

/** What a notification tells of an order. */
export type ToldOrder = Pick<OrderRow, 'customer_name' | 'number' | 'item' | 'currency' | 'amount'>;

/** UTF-16 units of a name that are shown at most. */
const NAME_MOST = 20;
/** Characters of an item that are shown at least, where that is not too much for the SMS. */
const ITEM_LEAST = 9;

/**
 * Writes what the customer is told about a new order, in SMS_SEGMENTS_MAX segments at most.
 * - A long item is shortened, in the SMS only, where that saves a segment.
 * - Where that is not enough, name and item lose what GSM-7 lacks, and at last they are left out.
 *   The start refuses a template that is too long without them.
 */
export function writeOrderPlaced(order: ToldOrder, wording: ShopWording): SmsText {
  const most = wording.SMS_SEGMENTS_MAX;
  const name = cutName(toGsmText(order.customer_name ?? '').split(' ')[0] ?? '');
  const item = toGsmText(order.item);
  const whole = fillTemplate(order, wording, name, item);
  if (whole.segments === 1) return whole;
  return (
    fillWithLongestItem(order, wording, name, item, most) ??
    fillWithLongestItem(order, wording, keepGsm(name), keepGsm(item), most) ??
    fillTemplate(order, wording, '', '')
  );
}

/**
 * Fills in the longest beginning of the item that takes no more segments than a short one.
 * Null when even the first character takes more than `most`.
 */
function fillWithLongestItem(
  order: ToldOrder,
  wording: ShopWording,
  name: string,
  item: string,
  most: number,
): SmsText | null {
  const signs = splitGraphemes(item);
  const fill = (kept: number) => fillTemplate(order, wording, name, kept >= signs.length ? item : shorten(signs, kept));
  const allowed = Math.min(fill(ITEM_LEAST).segments, most);
  const whole = fill(signs.length);
  if (whole.segments <= allowed) return whole;
  let longest = fill(1);
  if (longest.segments > allowed) return null;
  for (let fits = 1, tooLong = signs.length; tooLong - fits > 1; ) {
    const middle = Math.floor((fits + tooLong) / 2);
    const filled = fill(middle);
    if (filled.segments > allowed) tooLong = middle;
    else [fits, longest] = [middle, filled];
  }
  return longest;
}

/** Fills in each field once: what looks like a field inside a name or an item stays as it is. */
function fillTemplate(order: ToldOrder, wording: ShopWording, firstName: string, item: string): SmsText {
  const { words, shop } = readWording(wording);
  const fields: Record<string, string> = {
    first_name: firstName,
    order_number: order.number,
    item,
    currency: order.currency,
    amount: order.amount,
    shop,
  };
  let body = '';
  for (const { text, field } of words) body += text + (field === null ? '' : (fields[field] ?? `{${field}}`));
  return measureSms(body);
}

/** A template in parts: some text, and the field after it. The last part has none. */
interface ReadWording {
  readonly words: readonly { readonly text: string; readonly field: string | null }[];
  readonly shop: string;
}

const readWordings = new WeakMap<ShopWording, ReadWording>();

/** Reads the shop's wording once: every order is told in the same. */
function readWording(wording: ShopWording): ReadWording {
  const known = readWordings.get(wording);
  if (known !== undefined) return known;
  const parts = toGsmText(wording.SMS_TEMPLATE).split(/\{(\w+)\}/);
  const words = [];
  for (let at = 0; at < parts.length; at += 2) words.push({ text: parts[at] ?? '', field: parts[at + 1] ?? null });
  const read = { words, shop: toGsmText(wording.SHOP_NAME) };
  readWordings.set(wording, read);
  return read;
}

/** Gives the first `kept` characters, and three dots for the rest. */
const shorten = (signs: readonly string[], kept: number): string => `${signs.slice(0, kept).join('').trimEnd()}...`;

/** Gives the characters with which the name takes no more than {@link NAME_MOST} units. */
function cutName(name: string): string {
  if (name.length <= NAME_MOST) return name;
  let cut = '';
  for (const sign of splitGraphemes(name)) {
    if (cut.length + sign.length > NAME_MOST) break;
    cut += sign;
  }
  return cut;
}

/** Leaves away what would make the SMS UCS-2. */
const keepGsm = (text: string): string => Array.from(text).filter(isGsm).join('').replace(/ {2,}/g, ' ').trim();

const segmenter = new Intl.Segmenter();
/** Splits text into what a person takes for its characters. */
const splitGraphemes = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);
