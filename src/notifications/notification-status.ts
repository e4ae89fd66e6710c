/** Where a text stands. `sent`: the carrier has it; `unknown`: it went out and the answer was lost, so the carrier may have it. */
export const NOTIFICATION_STATUSES = ['queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'unknown'] as const;
export type NotificationStatus = (typeof NOTIFICATION_STATUSES)[number];

/** Who moves a text: the service by itself, or a person who asks for another attempt. */
export type Mover = 'service' | 'person';

/** Where the service moves a text by itself. It goes back to `queued` only while the carrier surely has not got it. */
const BY_ITSELF: Readonly<Record<NotificationStatus, readonly NotificationStatus[]>> = {
  queued: ['sending'],
  sending: ['queued', 'sent', 'failed', 'unknown'],
  sent: ['delivered', 'undelivered'],
  unknown: ['sent', 'failed'],
  delivered: [],
  undelivered: [],
  failed: [],
};

/** From where a person may have a text sent once more. */
export const RESENDABLE: readonly NotificationStatus[] = ['failed', 'unknown', 'undelivered'];

/** Whether a text may go from one status to the other. The statements that move texts hold to the same table, each in its `where`. */
export const mayBecome = (from: NotificationStatus, to: NotificationStatus, mover: Mover): boolean =>
  mover === 'person' ? to === 'queued' && RESENDABLE.includes(from) : BY_ITSELF[from].includes(to);
