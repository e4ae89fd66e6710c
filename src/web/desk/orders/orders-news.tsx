import type { JSX } from 'preact';
import { useWords } from '../../kit/page-context.js';
import { liveAttributes } from '../live/live-source.js';
import type { OrderFilter } from './order-filter.js';
import { ordersWords } from './orders.words.js';

interface OrdersNewsLineProps {
  readonly filter: OrderFilter;
  /** Id of the newest order that the page has; empty when it has none. */
  readonly newest: string;
}

/**
 * Where the list says that orders came in. Its rows stay where they are, so that none moves away
 * under a finger.
 */
export function OrdersNewsLine({ filter, newest }: OrdersNewsLineProps): JSX.Element {
  const query = new URLSearchParams(filter.query);
  query.set('newest', newest);
  return (
    <div
      id="news"
      class="news-line"
      role="status"
      {...liveAttributes(`/desk/orders/latest?${query}`, ['orders'])}
      hx-swap="innerMorph"
    />
  );
}

interface OrdersNewsProps {
  readonly filter: OrderFilter;
  /** Orders that came since the page was made. */
  readonly came: number;
  /** From this number on there may be more. */
  readonly most: number;
}

/** What that line says; nothing while none came. */
export function OrdersNews({ filter: { query }, came, most }: OrdersNewsProps): JSX.Element | null {
  const words = useWords(ordersWords);
  if (came === 0) return null;
  return (
    <p>
      {came < most ? words.came(came) : words.cameMany(came)}{' '}
      <a class="action" href={query.size === 0 ? '/desk/orders' : `/desk/orders?${query}`}>
        {words.showThem(came)}
      </a>
    </p>
  );
}
