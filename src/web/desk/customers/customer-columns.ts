import type { CustomerRow } from '../../../customers/customer-row.js';
import type { CustomerOrder } from '../../../orders/order.js';
import { makePhoneWriter } from '../../../phones/phone-writer.js';
import type { CsvColumn } from '../export/csv.js';
import { makeClock } from '../export/shop-clock.js';

/**
 * What the file of the customers says. The columns have the names of the API in every language.
 * @param region the shop's; numbers of it have no country code
 */
export function customerColumns(timeZone: string, region: string): readonly CsvColumn<CustomerRow>[] {
  const writePhone = makePhoneWriter(region);
  const write = makeClock(timeZone);
  return [
    { name: 'number', cell: ({ number }) => number },
    { name: 'customer_code', cell: ({ code }) => code },
    { name: 'name', cell: ({ name }) => name },
    { name: 'phone', cell: ({ phone }) => (phone === null ? null : writePhone(phone)) },
    { name: 'email', cell: ({ email }) => email },
    { name: 'created_at', cell: ({ created_at }) => write(created_at) },
  ];
}

/** What the file of a statement says, in the same way. */
export function statementColumns(timeZone: string): readonly CsvColumn<CustomerOrder>[] {
  const write = makeClock(timeZone);
  return [
    { name: 'order', cell: ({ number }) => number },
    { name: 'created_at', cell: ({ created_at }) => write(created_at) },
    { name: 'item', cell: ({ item }) => item },
    { name: 'amount', cell: ({ amount }) => amount },
    { name: 'currency', cell: ({ currency }) => currency },
    { name: 'status', cell: ({ status }) => status },
  ];
}
