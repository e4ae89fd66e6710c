import { AppError } from '../../../errors.js';

/** As many streams are open at this process as may be, or it was told to stop. */
export class StreamsBusy extends AppError {
  readonly fault = 'unavailable';
  readonly code = 'streams-busy';
  override readonly retryAfterSeconds = 30;

  constructor() {
    super('Too many pages are told of changes at this moment. The page stays as it is; load it again to see more.');
  }
}
