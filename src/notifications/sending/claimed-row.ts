import type { OrderRow } from '../../orders/order-row.js';

/** A text that this process holds under a lease. `claim` proves it: whoever comes after the lease ran out has another one. */
export interface ClaimedRow extends Pick<OrderRow, 'number' | 'item' | 'amount' | 'currency' | 'customer_name'> {
  readonly id: string;
  readonly claim: string;
  readonly phone: string;
  /** Null until the first attempt wrote it down. */
  readonly body: string | null;
  readonly order_status: OrderRow['status'];
}
