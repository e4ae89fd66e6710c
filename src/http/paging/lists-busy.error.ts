import { AppError } from '../../errors.js';

/** As many whole lists are streamed as may be at one time, by this caller or by all. */
export class ListsBusy extends AppError {
  readonly fault = 'unavailable';
  readonly code = 'lists-busy';
  override readonly retryAfterSeconds = 5;

  constructor() {
    super(
      'Too many whole lists are being read. Read one at a time, or by the page with limit; or try again in a moment.',
    );
  }
}
