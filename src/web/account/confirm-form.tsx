import type { JSX } from 'preact';
import { useWords } from '../kit/page-context.js';
import { ordersWords } from './orders.words.js';
import { type OwnList, writeOwnList } from './own-list.js';

interface ConfirmFormProps {
  readonly orderId: string;
  /** The list that the order stands in. */
  readonly list: OwnList;
}

/** Where the words about a failure go: into the form, which can be sent again. */
const INTO_FORM = `target:'find .failure' swap:innerHTML select:'[role=alert]'`;

/**
 * The customer says that an order has arrived.
 * - The button asks first, which needs no script.
 * - With script, the answer takes the place of the card. A failure leaves it and stands in it.
 */
export function ConfirmForm({ orderId, list }: ConfirmFormProps): JSX.Element {
  const words = useWords(ordersWords);
  const confirm = `/orders/${orderId}/confirm${writeOwnList(list)}`;
  const inPlace = {
    ...{ 'hx-post': confirm, 'hx-target': 'closest article', 'hx-swap': 'outerHTML', 'hx-disable': 'find button' },
    ...{ 'hx-status:4xx': INTO_FORM, 'hx-status:5xx': INTO_FORM },
  };
  return (
    <details>
      <summary class="action">{words.received}</summary>
      <p>{words.reallyReceived}</p>
      <form method="post" action={confirm} {...inPlace}>
        <div class="failure" />
        <template>
          <div role="alert">
            <h3>{words.lost.title}</h3>
            <p>{words.lost.text}</p>
          </div>
        </template>
        <button type="submit">{words.yesReceived}</button>
      </form>
    </details>
  );
}
