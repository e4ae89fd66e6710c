import type { JSX } from 'preact';
import type { OrderWithSms } from '../../orders/order.js';
import { money, written } from '../kit/formats.js';
import type { Visit } from '../kit/visit.js';

interface OrderCardProps {
  readonly visit: Visit;
  readonly order: OrderWithSms;
  /** The page of the list that the card stands on. */
  readonly page: number;
  /** Whether its person has just confirmed it. */
  readonly thanks?: boolean;
}

/** One order. Confirming opens a question first, without a script; with one, only the card changes. */
export function OrderCard({ visit, order, page, thanks = false }: OrderCardProps): JSX.Element {
  const { words, language } = visit;
  const text = order.sms.at(-1);
  const confirm = `/orders/${order.id}/confirm?page=${page}`;
  return (
    <article>
      <div class="facts">
        <h2>{order.item}</h2>
        <span class={`badge ${order.status}`}>{words.status[order.status]}</span>
      </div>
      <div class="facts">
        <p class="quiet">
          {words.orderNumber(order.number)} · <time dateTime={order.created_at}>{written(new Date(order.created_at), language)}</time>
        </p>
        <p class="amount">{money(order.amount, order.currency, language)}</p>
      </div>
      {text !== undefined && <p class="quiet">{words.sms[text.status]}</p>}
      {thanks && (
        // biome-ignore lint/a11y/noAutofocus: the pressed button is gone with its card, and the keyboard goes on from the answer to it
        <p role="status" tabIndex={-1} autoFocus>
          {words.thanks}
        </p>
      )}
      {order.status === 'pending' && (
        <details>
          <summary class="door">{words.received}</summary>
          <p>{words.reallyReceived}</p>
          <form method="post" action={confirm} hx-post={confirm} hx-target="closest article" hx-swap="outerHTML">
            <button type="submit">{words.yesReceived}</button>
          </form>
        </details>
      )}
    </article>
  );
}
