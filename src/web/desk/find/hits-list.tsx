import type { JSX } from 'preact';
import type { CustomerRow } from '../../../customers/customer-row.js';
import { useFormats } from '../../kit/formats.js';
import { useMay, useWords } from '../../kit/page-context.js';
import type { Hits } from './find.service.js';
import { findWords } from './find.words.js';

interface HitsListProps {
  readonly hits: Hits;
  /** Where a customer leads to. */
  readonly customerHref: (customer: CustomerRow) => string;
}

/**
 * What was found, and last the way to a new customer.
 * The list is the listbox of the field that was typed into, and a list of links without script.
 */
export function HitsList({ hits: { typed, orders, customers }, customerHref }: HitsListProps): JSX.Element {
  const words = useWords(findWords);
  const may = useMay();
  const { phone, money } = useFormats();
  return (
    <div class="hits" role="listbox" aria-label={words.hits}>
      {orders.map((order) => (
        <a key={order.id} role="option" aria-selected={false} id={`hit-${order.id}`} href={`/desk/orders/${order.id}`}>
          <span>
            {words.order(order.number)} · {order.item}
          </span>
          <span class="quiet">
            {order.customer_name ?? words.erased} · {money(order.amount)}
          </span>
        </a>
      ))}
      {customers.map((customer) => (
        <a
          key={customer.id}
          role="option"
          aria-selected={false}
          id={`hit-${customer.id}`}
          href={customerHref(customer)}
        >
          <span>{customer.name ?? words.erased}</span>
          <span class="quiet">{[phone(customer.phone), customer.code].filter(Boolean).join(' · ')}</span>
        </a>
      ))}
      {typed !== '' && may('customers:write') && (
        <a
          role="option"
          aria-selected={false}
          id="hit-new"
          href={`/desk/orders/new?new=1&who=${encodeURIComponent(typed)}`}
        >
          {words.newCustomer(typed)}
        </a>
      )}
    </div>
  );
}
