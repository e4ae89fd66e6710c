/**
 * Where a notification stands.
 * - `queued`: it waits to be sent; `sending`: a worker has it.
 * - `sent`: the carrier has it; `delivered` and `undelivered`: what the carrier reported
 *   afterwards.
 * - `failed`: it will not be sent.
 * - `unknown`: it went out and the answer was lost, so the carrier may have it.
 */
export const NOTIFICATION_STATUSES = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'unknown',
] as const;
export type NotificationStatus = (typeof NOTIFICATION_STATUSES)[number];

/**
 * What a notification is about: its kind, and the order and the customer that it names, if any.
 * Bigint is text.
 */
export interface NotificationSubject {
  readonly id: string;
  /** Kebab-case, such as `order-placed`. Its {@link NotificationWriter} knows what it says. */
  readonly kind: string;
  readonly order_id: string | null;
  readonly order_number: string | null;
  readonly customer_code: string | null;
}

/** A notification as every answer about it is made from. Bigint and numeric are text. */
export interface NotificationRow extends NotificationSubject {
  /** E.164; where it was sent, or will be. Null after the customer was erased. */
  readonly phone: string | null;
  readonly status: NotificationStatus;
  /**
   * What it says. Null until it is first handed to the carrier, and after the customer was erased.
   */
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
  /** When it is sent next, if it is queued. */
  readonly due_at: Date;
}

/** One change of a notification's status. */
export interface NotificationEventRow {
  readonly at: Date;
  readonly from_status: NotificationStatus;
  readonly to_status: NotificationStatus;
  readonly reason: string | null;
  /** The user who asked for it; null when the service did it by itself. */
  readonly changed_by: string | null;
  readonly message_id: string | null;
}

/** Notifications of one day in one status; or, without a status, what was paid on the day. */
export interface SummaryRow {
  readonly day: string;
  readonly status: NotificationStatus | null;
  readonly notifications: number;
  readonly segments: number;
  readonly cost: string | null;
  readonly currency: string | null;
}
