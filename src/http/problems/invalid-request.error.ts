import { AppError, type FieldFault } from '../../errors.js';

/** The request's fields do not follow the rules; each fault names its field. */
export class InvalidRequest extends AppError {
  readonly fault = 'invalid';
  readonly code = 'invalid-request';

  constructor(override readonly fields: readonly FieldFault[]) {
    super(fields.map(({ field, message }) => `${field}: ${message}.`).join(' '));
  }
}

/** What is wrong with a field, whose name may be anything: as an answer may repeat it, short, and text. */
export const faultOf = (name: string, message: string): FieldFault => ({ field: name.slice(0, 60).toWellFormed(), message });

/** That a request has no such field. */
export const unknownField = (name: string): FieldFault => faultOf(name, 'is not a field of this request');
