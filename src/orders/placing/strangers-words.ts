import { toGsmText } from '../../sms/gsm-text.js';
import type { ToldOrder } from './order-placed-text.js';

/** What stands in an SMS for what was left out. */
const LEFT_OUT = '...';

/**
 * A word that phones show as a link: with a scheme, an e-mail address, a name with dots such as
 * `shop.example`, or an IP address. Browsers take other full stops for dots (UTS 46).
 */
const LINK = /:\/\/|@|^www\.|[\p{L}\p{N}][.。．｡]\p{L}{2}|\p{Nd}(?:\.\p{Nd}+){3}/iu;

/** Digits that phones offer to call: seven or more, with usual marks between them, or `*334#`. */
const CALLABLE = /\+?\p{Nd}(?:[ ()./-]{0,3}\p{Nd}){6,}|[*#]+\p{Nd}[\p{Nd}*]*#?/gu;

/**
 * Leaves out of an order what a phone would show as a link or as a number to call.
 * - From the name always, since a stranger may have registered the customer.
 * - From the item where a stranger placed the order. Strangers word the item.
 */
export const leaveLinksOut = <Order extends ToldOrder>(order: Order, byStranger: boolean): Order => ({
  ...order,
  customer_name: order.customer_name === null ? null : leaveOut(order.customer_name),
  item: byStranger ? leaveOut(order.item) : order.item,
});

/** No mark that a link has, and fewer digits than somebody can call. Most texts are like this. */
const HARMLESS = /^[A-Za-z ,'&()/-]*(?:\d[A-Za-z ,'&()/-]*){0,6}$/;

function leaveOut(text: string): string {
  if (HARMLESS.test(text)) return text;
  const told = toGsmText(text);
  const words = told.split(' ').map((word) => (LINK.test(word) ? LEFT_OUT : word));
  const safe = words.join(' ').replace(CALLABLE, LEFT_OUT);
  return safe === told ? text : safe;
}
