import { TextField } from '../../../http/fields/fields.js';
import { PhoneField } from '../../../phones/phones.js';

/** A customer as the form corrects one: nothing is left out. */
export class EditedCustomerDto {
  @TextField(100)
  readonly name!: string;

  @PhoneField()
  readonly phone_number!: string;
}

/** The number that a person gets, who becomes a customer by it. */
export class NumberedPersonDto {
  @PhoneField()
  readonly phone_number!: string;
}
