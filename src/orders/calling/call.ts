import type { NotificationStatus } from '../../notifications/notification.js';

/** A notification that needs somebody, with whom to call about what. */
export interface CallRow {
  readonly id: string;
  readonly status: NotificationStatus;
  readonly reason: string | null;
  /** SMS that it takes; null until it was first written. */
  readonly segments: number | null;
  readonly created_at: Date;
  /** E.164: the number that the customer has now. */
  readonly phone: string;
  readonly order_id: string | null;
  readonly order_number: string | null;
  readonly item: string | null;
  readonly customer_id: string | null;
  readonly customer_name: string | null;
}
