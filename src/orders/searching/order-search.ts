import type { NotificationStatus } from '../../notifications/notification.js';
import type { OrderRow, OrderStatus } from '../order.js';

/** How the last notification of an order stands, as staff look for it. */
export const NOTIFICATION_STANDINGS = {
  /** Not on the phone yet. */
  waiting: ['queued', 'sending', 'sent'],
  /** It did not arrive, or nobody knows. What a cancelled order withdrew needs nobody. */
  attention: ['failed', 'undelivered', 'unknown'],
  delivered: ['delivered'],
} as const satisfies Record<string, readonly NotificationStatus[]>;

export type NotificationStanding = keyof typeof NOTIFICATION_STANDINGS;

/** Which orders are looked for; what is absent lets all through. */
export interface OrderSearch {
  readonly status?: OrderStatus;
  readonly notification?: NotificationStanding;
  /** The shop's days, YYYY-MM-DD, both included. */
  readonly from?: string;
  readonly to?: string;
  /** The id of whoever placed them. */
  readonly placedBy?: string;
  readonly customerCode?: string;
}

/** A found order with the state of its last notification; null when it has none. */
export interface SearchedOrder extends OrderRow {
  readonly sms_status: NotificationStatus | null;
  readonly sms_reason: string | null;
}

/** Some of the found orders, newest first. */
export interface SearchedOrders {
  readonly rows: readonly SearchedOrder[];
  /** Where the search goes on; null when it is over. */
  readonly next: string | null;
  /** Whether the search stopped before the page was full, since it had looked at many orders. */
  readonly stopped: boolean;
}
