import { AppError, type FieldFault } from '../errors.js';

/** What is wrong with a text that is no phone number. */
export const NO_PHONE = 'must be a phone number, such as +254712345678 or 0712345678';

/** The text is not a phone number that can be called. */
export class PhoneInvalid extends AppError {
  readonly fault = 'invalid';
  readonly code = 'phone-invalid';
  override readonly fields: readonly FieldFault[];

  constructor(field: string) {
    super(`${field}: ${NO_PHONE}.`);
    this.fields = [{ field, message: NO_PHONE }];
  }
}
