import type { SearchedOrder } from '../../../orders/searching/order-search.js';
import { makePhoneWriter } from '../../../phones/phone-writer.js';
import type { PageContext } from '../../kit/page-context.js';
import { explainSms, smsStateWords } from '../messages/sms-state.words.js';
import type { CsvColumn } from './csv.js';
import { makeClock } from './shop-clock.js';

/**
 * What the file of the orders says.
 * - The names of the columns stay the same in every language, for programs and our own import.
 * - Times are on the shop's clock, as spreadsheets read them: 2026-11-22 05:47.
 * - Phone numbers have blanks in them, so that a spreadsheet keeps their zeros.
 */
export function orderColumns({ language, shop }: Pick<PageContext, 'language' | 'shop'>): CsvColumn<SearchedOrder>[] {
  const { timeZone, region } = shop;
  const states = smsStateWords[language];
  const writePhone = makePhoneWriter(region);
  const clock = makeClock(timeZone);
  const write = (at: string | null) => (at === null ? null : clock(at));
  return [
    { name: 'number', cell: ({ number }) => number },
    { name: 'placed', cell: ({ created_at }) => write(created_at) },
    { name: 'status', cell: ({ status }) => status },
    { name: 'customer', cell: ({ customer_name }) => customer_name },
    { name: 'phone', cell: ({ phone }) => (phone === null ? null : writePhone(phone)) },
    { name: 'code', cell: ({ customer_code }) => customer_code },
    { name: 'item', cell: ({ item }) => item },
    { name: 'amount', cell: ({ amount }) => amount },
    { name: 'currency', cell: ({ currency }) => currency },
    { name: 'confirmed', cell: ({ confirmed_at }) => write(confirmed_at) },
    { name: 'cancelled', cell: ({ cancelled_at }) => write(cancelled_at) },
    {
      name: 'sms',
      cell: ({ sms_status: status, sms_reason: reason }) =>
        status === null ? null : states[explainSms(status, reason).cause].state,
    },
  ];
}
