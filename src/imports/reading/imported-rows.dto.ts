import { CustomerCodeField } from '../../customers/customer-code.js';
import { OTHER_NAMES } from '../../customers/customers.dto.js';
import { TextField, WholeNumberField } from '../../http/fields/fields.js';
import { AmountField } from '../../money/amount.js';
import { ITEM_NAMES } from '../../orders/orders.dto.js';
import { PhoneField } from '../../phones/phones.js';

/** A row of a file of customers. */
export class ImportedCustomerDto {
  @TextField(100, { alsoCalled: [...OTHER_NAMES, 'client', 'mteja', 'jina_la_mteja', 'jina_kamili'] })
  readonly name!: string;

  @PhoneField()
  readonly phone!: string;

  /** Of a customer of ours. A code from elsewhere stands for nobody. */
  @CustomerCodeField({ optional: true, alsoCalled: ['code', 'msimbo'] })
  readonly customer_code?: string;
}

const REFERENCES = [
  ...['ref', 'order_ref', 'order_reference', 'order_number', 'order_no', 'order_id', 'external_id'],
  ...['receipt', 'receipt_no', 'receipt_number', 'invoice', 'invoice_no', 'invoice_number'],
  ...['rejea', 'marejeo', 'kumbukumbu', 'risiti', 'namba_ya_risiti', 'namba_ya_oda'],
];

/** A row of a file of orders. */
export class ImportedOrderDto {
  @PhoneField()
  readonly phone!: string;

  @TextField(200, { alsoCalled: [...ITEM_NAMES, 'bidhaa', 'kitu', 'maelezo'] })
  readonly item!: string;

  @AmountField()
  readonly amount!: string;

  /** What the order is called elsewhere. */
  @TextField(100, { optional: true, alsoCalled: REFERENCES })
  readonly reference?: string;

  /** Of an order of ours, as our own files have it. */
  @WholeNumberField(1, Number.MAX_SAFE_INTEGER)
  readonly number?: string;

  @TextField(3, { optional: true, alsoCalled: ['sarafu', 'fedha'] })
  readonly currency?: string;
}
