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

/** The number of the user is that of a customer without an account. */
export class CustomerHasPhone extends AppError {
  readonly fault = 'conflict';
  readonly code = 'customer-has-phone';

  /** @param customerCode the customer, for callers who may see customers */
  constructor(customerCode: string | null) {
    const holder = customerCode === null ? 'A customer' : `The customer ${customerCode}`;
    const code = customerCode === null ? "the customer's code" : `"${customerCode}"`;
    super(
      `${holder} has the phone number of this user already. If both are one person, send ${code} as join; if not, correct the number.`,
    );
  }
}

/** No customer has the number of the user, so there is nobody to join. */
export class NobodyToJoin extends AppError {
  readonly fault = 'conflict';
  readonly code = 'nobody-to-join';

  constructor() {
    super('No customer has the phone number of this user. Send the request without join, or correct the number.');
  }
}

/** The customer has no account that could be taken away. */
export class CustomerNotLinked extends AppError {
  readonly fault = 'conflict';
  readonly code = 'customer-not-linked';

  constructor() {
    super('This customer has no account, so there is nothing to unlink.');
  }
}

/** The customer was erased, and stays so. */
export class CustomerErased extends AppError {
  readonly fault = 'conflict';
  readonly code = 'customer-erased';

  constructor() {
    super('This customer was erased, and cannot be changed. If the person comes back, make a new customer.');
  }
}

/** A change names no version that it was made by. */
export class VersionMissing extends AppError {
  readonly fault = 'unconditional';
  readonly code = 'version-missing';

  constructor() {
    super('Send the ETag of GET /api/customers/<id> as If-Match, so that no change of another is lost.');
  }
}

/** Somebody changed it since the version that the change was made by. */
export class VersionStale extends AppError {
  readonly fault = 'stale';
  readonly code = 'version-stale';

  constructor() {
    super('Somebody changed this customer meanwhile. Read it again, and send the change with the new ETag.');
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
