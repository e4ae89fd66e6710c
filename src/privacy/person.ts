import type { EventRow } from '../actor.js';
import type { HeldAccount } from '../auth/held-account.js';
import type { CustomerRow } from '../customers/customer-row.js';
import type { ListedUser } from '../customers/listed-user.js';
import type { OwnAct } from '../events/audit-event.js';
import type { NotificationRow } from '../notifications/notification.js';
import type { WaitingReport } from '../notifications/reports/delivery-report.js';
import type { HeldOrder } from '../orders/order.js';

/** Everything that is held about one person. */
export interface PersonExport extends HeldAccount {
  /** Null for a user who is no customer. */
  readonly customer: CustomerRow | null;
  /** Null for a customer without an account. */
  readonly user: ListedUser | null;
  /** What happened to the customer, oldest first. */
  readonly history: readonly EventRow[];
  readonly orders: readonly HeldOrder[];
  readonly notifications: readonly NotificationRow[];
  readonly reports: readonly WaitingReport[];
  /** What the person did, as the audit trail has it, oldest first. */
  readonly acts: readonly OwnAct[];
}

/**
 * What became of the account: it is gone, it stays since an admin works with it, or none was there.
 */
export type ErasedAccount = 'erased' | 'kept' | null;

/** What is left of a customer, and what became of the account. */
export interface Erasure {
  readonly customer: CustomerRow;
  readonly account: ErasedAccount;
}
