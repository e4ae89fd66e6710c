import type { JSX } from 'preact';
import type { SearchedOrder } from '../../../orders/searching/order-search.js';
import { type Column, DataTable } from '../../kit/data-table.js';
import { formatMoney, useFormats } from '../../kit/formats.js';
import { useWords } from '../../kit/page-context.js';
import { ordersWords } from './orders.words.js';
import { CustomerName, OrderBadge, SmsBadge } from './state-badges.js';

interface OrdersTableProps {
  readonly rows: readonly SearchedOrder[];
}

/** Orders, each with the link to its page. */
export function OrdersTable({ rows }: OrdersTableProps): JSX.Element {
  const words = useWords(ordersWords);
  const { shortInstant, phone } = useFormats();
  const columns: Column<SearchedOrder>[] = [
    {
      heading: words.order,
      cell: ({ id, number, item }) => (
        <a class="row-link" href={`/desk/orders/${id}`}>
          <span class="quiet">{words.number(number)}</span> <bdi>{item}</bdi>
        </a>
      ),
    },
    {
      heading: words.customer,
      cell: (order) => (
        <span>
          <CustomerName name={order.customer_name} />{' '}
          <span class="quiet phone">{order.phone === null ? null : phone(order.phone)}</span>
        </span>
      ),
    },
    { heading: words.amount, isFigure: true, cell: ({ amount, currency }) => formatMoney(amount, currency) },
    { heading: words.status, cell: ({ status }) => <OrderBadge status={status} /> },
    { heading: words.sms, cell: (order) => <SmsBadge status={order.sms_status} reason={order.sms_reason} /> },
    {
      heading: words.placed,
      cell: ({ created_at }) => <time dateTime={created_at}>{shortInstant(created_at)}</time>,
    },
  ];
  return (
    <DataTable
      caption={words.title}
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
      idOf={({ number }) => `order-${number}`}
    />
  );
}
