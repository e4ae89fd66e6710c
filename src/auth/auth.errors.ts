import { AppError } from '../errors.js';

/** The login failed; nobody is told at which of the three. */
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

/** An admin has this e-mail, or somebody has this phone number. */
export class AdminTaken extends AppError {
  readonly fault = 'conflict';
  readonly code = 'admin-taken';

  constructor(what: 'e-mail' | 'phone number') {
    super(`This ${what} is registered already. Log in at /api/auth/login/ instead.`);
  }
}

/** Too many attempts from this address or at this account. */
export class TooManyAttempts extends AppError {
  readonly fault = 'limited';
  readonly code = 'too-many-attempts';

  constructor(override readonly retryAfterSeconds: number) {
    super(`Too many attempts. Try again in ${retryAfterSeconds} s.`);
  }
}

/** More passwords wait to be hashed than can be in good time. */
export class HashingBusy extends AppError {
  readonly fault = 'unavailable';
  readonly code = 'hashing-busy';
  override readonly retryAfterSeconds = 5;

  constructor() {
    super('Too many people are logging in at once. Try again in a few seconds.');
  }
}
