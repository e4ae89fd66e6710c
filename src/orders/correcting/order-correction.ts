import type { SmsPrice } from '../../notifications/sms-prices.js';
import type { CountedSms, OrderRow } from '../order.js';

/** What is to be put right; what is absent stays as it is. */
export interface OrderCorrection {
  readonly item?: string;
  readonly amount?: string;
  /** Whether the customer gets an SMS about it. */
  readonly notify: boolean;
}

/** A corrected order, the notification that tells it, and what one more would cost. */
export interface CorrectedOrder {
  readonly order: OrderRow;
  readonly sms: CountedSms | null;
  readonly price: SmsPrice;
}
