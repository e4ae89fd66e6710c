import type { JSX } from 'preact';
import type { OrderWithSms } from '../../orders/order.js';
import { formatMoney, useFormats } from '../kit/formats.js';
import { useWords } from '../kit/page-context.js';
import { ConfirmForm } from './confirm-form.js';
import { ItemHeading } from './item-heading.js';
import { ordersWords } from './orders.words.js';
import { anchorOf, type OwnList } from './own-list.js';

interface OrderCardProps {
  readonly order: OrderWithSms;
  /** The list that the card stands in. */
  readonly list: OwnList;
  /** Whether the customer has just confirmed the order. */
  readonly thanks?: boolean;
}

/** One order of the list. With script, confirming changes this card alone. */
export function OrderCard({ order, list, thanks = false }: OrderCardProps): JSX.Element {
  const { instant } = useFormats();
  const words = useWords(ordersWords);
  const bySmsStatus: Readonly<Record<string, string>> = words.sms;
  const sms = order.sms.at(-1);
  return (
    <article>
      <div class="facts">
        <ItemHeading id={anchorOf(order.id)} item={order.item} />
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
      {order.status === 'pending' && <ConfirmForm orderId={order.id} list={list} />}
    </article>
  );
}
