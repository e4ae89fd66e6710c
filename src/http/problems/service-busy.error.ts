import { AppError } from '../../errors.js';

/**
 * The answer took too long to make.
 * Of a request that changes nothing: one that may have done is answered with OutcomeUnknown.
 */
export class ServiceBusy extends AppError {
  readonly fault = 'unavailable';
  readonly code = 'service-busy';
  override readonly retryAfterSeconds = 2;

  constructor() {
    super('The service has more to do than it can do now; try again in a moment.');
  }
}
