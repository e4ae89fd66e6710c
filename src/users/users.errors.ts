import { AppError } from '../errors.js';

/** No user has that id. */
export class UserUnknown extends AppError {
  readonly fault = 'missing';
  readonly code = 'user-unknown';

  constructor() {
    super('No user has this id. POST /api/lookup/all-users/ lists them.');
  }
}

/** The phone number belongs to somebody else. */
export class PhoneTaken extends AppError {
  readonly fault = 'conflict';
  readonly code = 'phone-taken';

  constructor() {
    super('This phone number belongs to somebody else already.');
  }
}
