import { CustomerCodeField } from '../../../customers/customer-code.js';
import { ChoiceField } from '../../../http/fields/choice-fields.js';
import { DateField } from '../../../http/fields/date-field.js';
import { TextField } from '../../../http/fields/fields.js';
import { ORDER_STATUSES, type OrderStatus } from '../../../orders/order.js';
import { NOTIFICATION_STANDINGS, type NotificationStanding } from '../../../orders/searching/order-search.js';

/** Which orders staff want to see, as it stands in an address. */
export class OrderFilterDto {
  @ChoiceField(ORDER_STATUSES, { optional: true })
  readonly status?: OrderStatus;

  @ChoiceField(Object.keys(NOTIFICATION_STANDINGS), { optional: true })
  readonly notification?: NotificationStanding;

  @DateField()
  readonly from?: string;

  @DateField()
  readonly to?: string;

  @ChoiceField(['1'], { optional: true })
  readonly mine?: '1';

  @CustomerCodeField({ optional: true })
  readonly customer?: string;
}

/** Characters of a reason, at most. The column `note` of the histories holds as many. */
const REASON_MOST = 200;

/**
 * Why an order is cancelled, or its confirmation undone. Programs may leave it out. Staff are
 * asked: the next one reads it while the customer is on the line.
 */
export class RequiredReasonDto {
  @TextField(REASON_MOST, { example: 'The customer rang.' })
  readonly reason!: string;
}
