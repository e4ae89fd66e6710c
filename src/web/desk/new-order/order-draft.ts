import type { PresentCustomerRow } from '../../../customers/customer-row.js';
import type { UsualItem } from '../../../orders/usual-items/usual-items.repository.js';
import type { FilledForm } from '../../kit/filled-form.js';

/** The fields of the form for a new order. */
export const ORDER_FIELDS = ['customer', 'who', 'new', 'name', 'phone', 'item', 'amount', 'quiet', 'key'] as const;
export type OrderFields = Readonly<Record<(typeof ORDER_FIELDS)[number], string>>;

/**
 * For whom an order is written.
 * - `asked`: somebody is to be chosen among those who were found.
 * - `known`: a customer.
 * - `newcomer`: somebody who becomes a customer by the order.
 */
export type Orderer =
  | { readonly kind: 'asked'; readonly found: readonly PresentCustomerRow[] }
  | { readonly kind: 'known'; readonly customer: PresentCustomerRow }
  | { readonly kind: 'newcomer' };

/** The form for a new order as it is shown. */
export interface OrderForm extends FilledForm {
  readonly values: OrderFields;
  readonly orderer: Orderer;
  /** Who has the newcomer's number already; null when nobody has. */
  readonly holder: PresentCustomerRow | null;
  /** What is offered to be ordered. */
  readonly usual: readonly UsualItem[];
}
