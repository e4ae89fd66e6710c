import { SegmentedMessage } from 'sms-segments-calculator';
import type { OrderRow } from './order-row.js';

/** What the customer is told about a new order. */
export function orderNotice({ customer_name, number, item, currency, amount }: OrderRow): string {
  const [firstName] = customer_name.split(' ');
  return `Hello ${firstName}, we have your order no. ${number}: ${item}, ${currency} ${amount}. Thank you!`;
}

/** How many SMS the network makes of a text, and bills for (GSM 03.38: 160 GSM-7 or 70 UCS-2 units in one, 153 or 67 in each of several). */
export const segmentsOf = (text: string): number => new SegmentedMessage(text).segmentsCount;
