import type { JSX } from 'preact';
import type { NotificationStatus } from '../../../notifications/notification.js';
import type { OrderStatus } from '../../../orders/order.js';
import { Badge } from '../../kit/badge.js';
import { useWords } from '../../kit/page-context.js';
import { explainSms, smsStateWords } from '../messages/sms-state.words.js';
import { ordersWords, STATUS_TONES } from './orders.words.js';

/** Where an order stands. */
export function OrderBadge({ status }: { readonly status: OrderStatus }): JSX.Element {
  const { statuses } = useWords(ordersWords);
  return <Badge tone={STATUS_TONES[status]}>{statuses[status]}</Badge>;
}

interface SmsBadgeProps {
  /** Null for an order without a notification. */
  readonly status: NotificationStatus | null;
  readonly reason: string | null;
}

/** What became of an order's SMS. */
export function SmsBadge({ status, reason }: SmsBadgeProps): JSX.Element {
  const { noSms } = useWords(ordersWords);
  const states = useWords(smsStateWords);
  if (status === null) return <span class="quiet">{noSms}</span>;
  const { cause, tone } = explainSms(status, reason);
  return (
    <span class="sms-state">
      <Badge tone={tone}>{states[cause].state}</Badge>
    </span>
  );
}

/** Whose order it is. An erased customer has no name. */
export function CustomerName({ name }: { readonly name: string | null }): JSX.Element {
  const { erased } = useWords(ordersWords);
  return name === null ? <span class="quiet">{erased}</span> : <bdi>{name}</bdi>;
}
