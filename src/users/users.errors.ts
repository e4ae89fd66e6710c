import { AppError } from '../errors.js';

/** No user has that id. */
export class UserUnknown extends AppError {
  readonly fault = 'missing';
  readonly code = 'user-unknown';

  constructor() {
    super('No user has this id. POST /api/lookup/all-users/ lists them.');
  }
}

/** The phone number belongs to somebody else: to a customer, or to a user who is none. */
export class PhoneTaken extends AppError {
  readonly fault = 'conflict';
  readonly code = 'phone-taken';

  /** @param customerCode the customer who has the number, for callers who may see customers */
  constructor(customerCode: string | null = null) {
    const holder = customerCode === null ? '' : `: the customer ${customerCode}`;
    super(`This phone number belongs to somebody else already${holder}.`);
  }
}
