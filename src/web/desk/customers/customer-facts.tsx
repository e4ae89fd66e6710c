import type { JSX } from 'preact';
import { useFormats } from '../../kit/formats.js';
import { useWords } from '../../kit/page-context.js';
import { Who } from '../history/who.js';
import { customerWords } from './customer.words.js';
import type { CustomerView } from './customer-view.service.js';

/** What the shop knows of a customer, and how to reach them. */
export function CustomerFacts({
  customer,
  history: { events, names },
}: Pick<CustomerView, 'customer' | 'history'>): JSX.Element {
  const words = useWords(customerWords);
  const { phone, instant } = useFormats();
  const [added] = events;
  return (
    <dl class="customer-facts">
      {customer.phone !== null && (
        <>
          <dt>{words.phone}</dt>
          <dd class="contact">
            <a class="whole" href={`tel:${customer.phone}`}>
              {phone(customer.phone)}
            </a>
            <a class="screen-only" href={`https://wa.me/${customer.phone.slice(1)}`} rel="noreferrer">
              {words.whatsapp}
            </a>
          </dd>
        </>
      )}
      <dt>{words.code}</dt>
      <dd>{customer.code}</dd>
      <dt>{words.number}</dt>
      <dd>{customer.number}</dd>
      <dt>{words.account}</dt>
      <dd>{customer.email ?? (customer.user_id === null ? words.noAccount : words.noEmail)}</dd>
      <dt>{words.added}</dt>
      <dd>
        <time dateTime={customer.created_at.toISOString()}>{instant(customer.created_at)}</time>
        {added !== undefined && added.actor_kind !== null && (
          <span class="quiet change">
            <Who event={added} names={names} />
          </span>
        )}
      </dd>
    </dl>
  );
}
