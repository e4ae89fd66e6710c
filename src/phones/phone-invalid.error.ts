import { AppError, type FieldFault } from '../errors.js';

/** What is wrong with a text that is no phone number. */
export const NO_PHONE = 'must be a phone number, such as +254712345678 or 0712345678';

/** What is wrong with a number such as 020 7654321 ext. 5. */
export const HAS_EXTENSION = 'must be a phone number without an extension, which no SMS can go to';

/** What is wrong with a number such as 2.54712E+11, whose last digits a table has dropped. */
export const IS_SHORTENED =
  'must be a phone number with all of its digits: a table wrote this one as an amount, so make its column text';

/** The text is not a phone number that can be called. */
export class PhoneInvalid extends AppError {
  readonly fault = 'invalid';
  readonly code = 'phone-invalid';
  override readonly fields: readonly FieldFault[];

  constructor(field: string, message: string) {
    super(`${field}: ${message}.`);
    this.fields = [{ field, message }];
  }
}
