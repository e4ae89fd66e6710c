import { AppError } from '../errors.js';

/** The process cannot do its work now. Strangers are not told why; the log has the cause. */
export class NotReady extends AppError {
  readonly fault = 'unavailable';
  readonly code = 'not-ready';
  override readonly retryAfterSeconds = 2;

  constructor(cause: unknown) {
    super('The service is not ready; try again in a moment.');
    this.cause = cause;
  }
}
