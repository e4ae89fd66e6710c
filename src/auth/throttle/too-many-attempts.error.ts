import { AppError } from '../../errors.js';

/** Too many attempts from this address or at this account. */
export class TooManyAttempts extends AppError {
  readonly fault = 'limited';
  readonly code = 'too-many-attempts';

  constructor(override readonly retryAfterSeconds: number) {
    super(`Too many attempts. Try again in ${retryAfterSeconds} s.`);
  }
}
