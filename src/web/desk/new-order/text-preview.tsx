import type { JSX } from 'preact';
import { formatPrice } from '../../../money/amount.js';
import type { OrderPreview } from '../../../orders/placing/order-preview.service.js';
import { formatMoney } from '../../kit/formats.js';
import { usePageContext, useWords } from '../../kit/page-context.js';
import { newOrderWords } from './new-order.words.js';

interface TextPreviewProps {
  /** Null while too little is known of the order. */
  readonly preview: OrderPreview | null;
}

/** The very words that the customer gets, and what they cost. */
export function TextPreview({ preview }: TextPreviewProps): JSX.Element {
  const words = useWords(newOrderWords);
  const { shop } = usePageContext();
  if (preview === null) return <p class="quiet">{words.textLater}</p>;
  if (preview.untextable !== null) return <p class="quiet">{words.noText}</p>;
  const { segments, price, currency } = preview.price;
  const cost = formatMoney(formatPrice(price, currency ?? shop.currency), currency ?? shop.currency);
  return (
    <figure>
      <figcaption class="quiet">
        {words.text} · {words.price(segments, cost)}
      </figcaption>
      <blockquote>{preview.body}</blockquote>
    </figure>
  );
}
