import { AppError } from '../../errors.js';

/**
 * The login failed. The answer does not say whether the e-mail, the password or the API key was
 * wrong.
 */
export class LoginRefused extends AppError {
  readonly fault = 'unauthenticated';
  readonly code = 'login-refused';

  constructor() {
    super('The e-mail, password or API key is wrong.');
  }
}

/** The API key does not let anybody register. */
export class AdminKeyRefused extends AppError {
  readonly fault = 'forbidden';
  readonly code = 'admin-key-refused';

  constructor() {
    super('The API key is wrong.');
  }
}

/** An admin has this e-mail, or a user has this phone number. */
export class AdminTaken extends AppError {
  readonly fault = 'conflict';
  readonly code = 'admin-taken';

  constructor(what: 'e-mail' | 'phone number') {
    super(`This ${what} is registered already. Log in at /api/auth/login/ instead.`);
  }
}

/** Too many passwords wait to be hashed. */
export class HashingBusy extends AppError {
  readonly fault = 'unavailable';
  readonly code = 'hashing-busy';
  override readonly retryAfterSeconds = 5;

  constructor() {
    super('Too many people are logging in at once. Try again in a few seconds.');
  }
}
