import { TextField } from '../../../http/fields/fields.js';
import { AmountField } from '../../../money/amount.js';
import { PhoneField } from '../../../phones/phones.js';

/** What every order has. */
export class OrderedDto {
  @TextField(200)
  readonly item!: string;

  @AmountField()
  readonly amount!: string;
}

/** An order for somebody who becomes a customer by it. */
export class OrderOfNewcomerDto extends OrderedDto {
  @TextField(100)
  readonly name!: string;

  @PhoneField()
  readonly phone!: string;
}
