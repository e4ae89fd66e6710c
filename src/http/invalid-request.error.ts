import { AppError, type FieldFault } from '../errors.js';

/** The request's fields do not follow the rules; each fault names its field. */
export class InvalidRequest extends AppError {
  readonly fault = 'invalid';
  readonly code = 'invalid-request';

  constructor(override readonly fields: readonly FieldFault[]) {
    super(fields.map(({ field, message }) => `${field}: ${message}.`).join(' '));
  }
}
