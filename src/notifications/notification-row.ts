import type { NotificationStatus } from './notification-status.js';

/** A text with its order, as every answer about it is made from. Bigint and numeric are text. */
export interface NotificationRow {
  readonly id: string;
  readonly order_id: string;
  readonly order_number: string;
  readonly customer_code: string;
  readonly phone: string;
  readonly status: NotificationStatus;
  readonly body: string | null;
  readonly encoding: string | null;
  readonly segments: number | null;
  readonly attempts: number;
  readonly cost: string | null;
  readonly currency: string | null;
  readonly reason: string | null;
  readonly message_id: string | null;
  readonly network_code: string | null;
  readonly created_at: Date;
  /** When it goes out next, if it is queued. */
  readonly due_at: Date;
}

/** One change of a text's status. */
export interface NotificationEventRow {
  readonly at: Date;
  readonly from_status: NotificationStatus;
  readonly to_status: NotificationStatus;
  readonly reason: string | null;
  readonly changed_by: string | null;
  readonly message_id: string | null;
}

/** Texts of one day in one status, or what was paid on it. */
export interface SummaryRow {
  readonly day: string;
  readonly status: NotificationStatus | null;
  readonly texts: number;
  readonly segments: number;
  readonly cost: string | null;
  readonly currency: string | null;
}
