import type { JSX } from 'preact';
import { makeCursor } from '../../../http/paging/paging.js';
import type { SearchedOrders } from '../../../orders/searching/order-search.js';
import { CursorPager } from '../../kit/cursor-pager.js';
import { EmptyState } from '../../kit/empty-state.js';
import { useMay, useWords } from '../../kit/page-context.js';
import { DeskLayout } from '../desk-layout.js';
import type { OrderFilter } from './order-filter.js';
import { OrderFilterForm } from './order-filter-form.js';
import { ordersWords } from './orders.words.js';
import { OrdersNewsLine } from './orders-news.js';
import { OrdersTable } from './orders-table.js';

interface OrdersPageProps {
  readonly filter: OrderFilter;
  readonly found: SearchedOrders;
  readonly isFirst: boolean;
  /** What the page shows, so that it is told of later changes. */
  readonly mark: string;
}

/** The orders that a filter lets through, newest first. */
export function OrdersPage({ filter, found, isFirst, mark }: OrdersPageProps): JSX.Element {
  const words = useWords(ordersWords);
  const may = useMay();
  const { query } = filter;
  const address = new URL(`/desk/orders?${query}`, 'http://localhost');
  const next = found.next === null ? null : makeCursor(found.next);
  return (
    <DeskLayout title={words.title} at="/desk/orders" mark={isFirst ? mark : undefined}>
      <div class="heading">
        <h1>{words.title}</h1>
        {may('export') && (
          <a class="action" href={`/desk/export/orders.csv${query.size === 0 ? '' : `?${query}`}`}>
            {words.download}
          </a>
        )}
      </div>
      <OrderFilterForm filter={filter} />
      {isFirst && <OrdersNewsLine filter={filter} newest={found.rows[0]?.id ?? ''} />}
      {found.rows.length === 0 ? (
        <NoOrders isFiltered={query.size > 0 || !isFirst} stopped={found.stopped} />
      ) : (
        <OrdersTable rows={found.rows} />
      )}
      {found.stopped && found.rows.length > 0 && <p class="quiet">{words.stopped}</p>}
      <CursorPager
        address={address}
        next={next}
        isFirst={isFirst}
        nextWords={found.stopped ? words.lookFurther : null}
      />
    </DeskLayout>
  );
}

interface NoOrdersProps {
  readonly isFiltered: boolean;
  readonly stopped: boolean;
}

/** What stands where no order is found. */
function NoOrders({ isFiltered, stopped }: NoOrdersProps): JSX.Element {
  const words = useWords(ordersWords);
  const may = useMay();
  const { title, text } = stopped ? words.further : isFiltered ? words.nothing : words.none;
  return (
    <EmptyState title={title}>
      <p>{text}</p>
      {isFiltered || stopped ? (
        <a href="/desk/orders">{words.clear}</a>
      ) : (
        may('orders:write') && (
          <a class="action primary" href="/desk/orders/new">
            {words.newOrder}
          </a>
        )
      )}
    </EmptyState>
  );
}
