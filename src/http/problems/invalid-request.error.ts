import { AppError, type FieldFault } from '../../errors.js';

/** The request's fields do not follow the rules; each fault names its field. */
export class InvalidRequest extends AppError {
  readonly fault = 'invalid';
  readonly code = 'invalid-request';

  constructor(override readonly fields: readonly FieldFault[]) {
    super(fields.map(({ field, message }) => `${field}: ${message}${message.endsWith('?') ? '' : '.'}`).join(' '));
  }
}

/**
 * What is wrong with a field whose name the client chose. The name is cut to 60 characters and made
 * Unicode text.
 */
export const nameFault = (name: string, message: string): FieldFault => ({
  field: name.slice(0, 60).toWellFormed(),
  message,
});

/** The fault of a field that the request does not have. */
export const refuseField = (name: string): FieldFault => nameFault(name, 'is not a field of this request');

/** The fault of a field that the request has several times. Which one is meant, we cannot know. */
export const refuseRepeated = (name: string): FieldFault => nameFault(name, 'comes more than once: send it once');
