import type { JSX } from 'preact';
import type { OrderWithSms } from '../../orders/order.js';
import { formatMoney, useFormats } from '../kit/formats.js';
import { useWords } from '../kit/page-context.js';
import { ordersWords } from './orders.words.js';

interface OrderCardProps {
  readonly order: OrderWithSms;
  /** The page of the list that the card stands on. */
  readonly page: number;
  /** Whether the customer has just confirmed the order. */
  readonly thanks?: boolean;
}

/**
 * One order of the list.
 * - The button asks first, which needs no script.
 * - With script, confirming changes this card alone.
 */
export function OrderCard({ order, page, thanks = false }: OrderCardProps): JSX.Element {
  const { instant } = useFormats();
  const words = useWords(ordersWords);
  const bySmsStatus: Readonly<Record<string, string>> = words.sms;
  const sms = order.sms.at(-1);
  const confirm = `/orders/${order.id}/confirm?page=${page}`;
  return (
    <article>
      <div class="facts">
        <h2>{order.item}</h2>
        <span class={`badge ${order.status}`}>{words.status[order.status]}</span>
      </div>
      <div class="facts">
        <p class="quiet">
          {words.orderNumber(order.number)} · <time dateTime={order.created_at}>{instant(order.created_at)}</time>
        </p>
        <p class="amount">{formatMoney(order.amount, order.currency)}</p>
      </div>
      {sms !== undefined && <p class="quiet">{bySmsStatus[sms.status]}</p>}
      {thanks && (
        // biome-ignore lint/a11y/noAutofocus: the keyboard goes on from the answer
        <p role="status" tabIndex={-1} autoFocus>
          {words.thanks}
        </p>
      )}
      {order.status === 'pending' && (
        <details>
          <summary class="action">{words.received}</summary>
          <p>{words.reallyReceived}</p>
          <form method="post" action={confirm} hx-post={confirm} hx-target="closest article" hx-swap="outerHTML">
            <button type="submit">{words.yesReceived}</button>
          </form>
        </details>
      )}
    </article>
  );
}
