import { AppError } from '../errors.js';

/** A thing was done as often as it may be within a span of time. */
export class QuotaSpent extends AppError {
  readonly fault = 'limited';
  readonly code = 'quota-spent';

  /** @param what is limited: one sentence for the caller */
  constructor(
    what: string,
    override readonly retryAfterSeconds: number,
  ) {
    super(`${what} Try again in ${retryAfterSeconds} s.`);
  }
}
