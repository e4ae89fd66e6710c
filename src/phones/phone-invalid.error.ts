import { AppError, type FieldFault } from '../errors.js';

/** The text is not a phone number that can be called. */
export class PhoneInvalid extends AppError {
  readonly fault = 'invalid';
  readonly code = 'phone-invalid';
  override readonly fields: readonly FieldFault[];

  constructor(field: string) {
    const message = 'must be a phone number, such as +254712345678 or 0712345678';
    super(`${field}: ${message}.`);
    this.fields = [{ field, message }];
  }
}
