import { AppError } from '../errors.js';

/** No customer has that code, phone or id. */
export class CustomerUnknown extends AppError {
  readonly fault = 'missing';
  readonly code = 'customer-unknown';

  constructor() {
    super('No customer has this code or phone number. POST /api/customer makes one.');
  }
}

/** The user is a customer already. */
export class AlreadyCustomer extends AppError {
  readonly fault = 'conflict';
  readonly code = 'already-customer';

  constructor() {
    super('This user is a customer already. /api/lookup/all-customers/ shows the code.');
  }
}

/** The user has no number that an SMS can go to, so cannot become a customer. */
export class PhoneMissing extends AppError {
  readonly fault = 'conflict';
  readonly code = 'phone-missing';

  constructor() {
    super('This user has no valid phone number yet. Add one at /api/auth/add-user-number/ first.');
  }
}
