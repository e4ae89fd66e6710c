import type { JSX } from 'preact';
import type { PageRequest } from '../../../database/pages.js';
import { makeCursor } from '../../../http/paging/paging.js';
import { type CustomerOrder, ORDER_STATUSES, type OrderStatus } from '../../../orders/order.js';
import { type CustomerOverview, SUMMED_MOST } from '../../../orders/statements/customer-statements.service.js';
import { Badge, type Tone } from '../../kit/badge.js';
import { isFirstPage } from '../../kit/cursor-page.js';
import { CursorPager } from '../../kit/cursor-pager.js';
import { type Column, DataTable } from '../../kit/data-table.js';
import { EmptyState } from '../../kit/empty-state.js';
import { FigureTile } from '../../kit/figure-tile.js';
import { formatMoney, useFormats } from '../../kit/formats.js';
import { useWords } from '../../kit/page-context.js';
import { customerWords } from './customer.words.js';
import { type CustomerView, ORDERS_PRINTED } from './customer-view.service.js';

interface CustomerOrdersProps {
  readonly customerId: string;
  readonly orders: NonNullable<CustomerView['orders']>;
  readonly request: PageRequest;
}

/** What a customer's orders come to, the open ones, and then all of them. */
export function CustomerOrders({ customerId, orders, request }: CustomerOrdersProps): JSX.Element {
  const words = useWords(customerWords);
  const { overview, statement } = orders;
  const isFirst = isFirstPage(request);
  const isForPrint = request.perPage === ORDERS_PRINTED;
  const path = `/desk/customers/${customerId}`;
  if (isFirst && statement.rows.length === 0)
    return <EmptyState title={words.noOrders}>{words.noOrdersText}</EmptyState>;
  return (
    <>
      {overview !== null && <Overview {...overview} />}
      <section aria-labelledby="statement">
        <h2 id="statement">{words.statement}</h2>
        <OrdersTable caption={words.statement} rows={statement.rows} />
        {!isForPrint && statement.next !== null && (
          <p class="screen-only">
            <a href={`${path}?rows=${ORDERS_PRINTED}`}>{words.forPrint(ORDERS_PRINTED)}</a>
          </p>
        )}
        <CursorPager
          address={new URL(isForPrint ? `${path}?rows=${ORDERS_PRINTED}` : path, 'http://desk')}
          next={statement.next === null ? null : makeCursor(statement.next)}
          isFirst={isFirst}
        />
      </section>
    </>
  );
}

function Overview({ totals, isCut, open }: CustomerOverview): JSX.Element {
  const words = useWords(customerWords);
  const { count } = useFormats();
  return (
    <>
      <section aria-label={words.totals}>
        <div class="tiles">
          {ORDER_STATUSES.map((status) => (
            <TotalTile key={status} status={status} totals={totals.filter((total) => total.status === status)} />
          ))}
        </div>
        {isCut && <p class="quiet">{words.cut(count(SUMMED_MOST))}</p>}
      </section>
      {open.length > 0 && (
        <section class="screen-only" aria-labelledby="open-orders">
          <h2 id="open-orders">{words.openOrders}</h2>
          <OrdersTable caption={words.openOrders} rows={open} />
          {isMore(totals, open.length) && <p class="quiet">{words.someOpen(count(open.length))}</p>}
        </section>
      )}
    </>
  );
}

const isMore = (totals: CustomerOverview['totals'], shown: number): boolean => countOf(totals, 'pending') > shown;

const countOf = (totals: CustomerOverview['totals'], status: OrderStatus): number =>
  totals.filter((total) => total.status === status).reduce((sum, { count }) => sum + count, 0);

interface TotalTileProps {
  readonly status: OrderStatus;
  /** One for each currency. */
  readonly totals: CustomerOverview['totals'];
}

function TotalTile({ status, totals }: TotalTileProps): JSX.Element {
  const words = useWords(customerWords);
  const { count } = useFormats();
  const counted = countOf(totals, status);
  const sums = totals.map(({ amount, currency }) => formatMoney(amount, currency));
  return (
    <FigureTile label={words.status[status]} value={sums.length === 0 ? '–' : sums.join(' + ')}>
      <p class="quiet">{words.counted(count(counted), counted === 1)}</p>
    </FigureTile>
  );
}

const TONES: Readonly<Record<OrderStatus, Tone>> = { pending: 'waiting', confirmed: 'good', cancelled: 'neutral' };

interface OrdersTableProps {
  readonly caption: string;
  readonly rows: readonly CustomerOrder[];
}

function OrdersTable({ caption, rows }: OrdersTableProps): JSX.Element {
  const words = useWords(customerWords);
  const { shortInstant } = useFormats();
  const columns: readonly Column<CustomerOrder>[] = [
    { heading: words.order, cell: ({ id, number }) => <a class="whole" href={`/desk/orders/${id}`}>{`#${number}`}</a> },
    { heading: words.placed, cell: ({ created_at }) => <span class="whole">{shortInstant(created_at)}</span> },
    { heading: words.item, cell: ({ item }) => item },
    { heading: words.state, cell: ({ status }) => <Badge tone={TONES[status]}>{words.status[status]}</Badge> },
    { heading: words.amount, cell: ({ amount, currency }) => formatMoney(amount, currency), isFigure: true },
  ];
  return <DataTable caption={caption} columns={columns} rows={rows} keyOf={({ id }) => id} />;
}
