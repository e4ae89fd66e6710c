import { AppError, type FieldFault } from '../../errors.js';

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

/** The new password is one that others would try first. */
export class PasswordWeak extends AppError {
  readonly fault = 'invalid';
  readonly code = 'password-weak';
  override readonly fields: readonly FieldFault[];

  constructor(field: string, message: string) {
    super(`${field}: ${message}.`);
    this.fields = [{ field, message }];
  }
}

/** The old password does not match, so nothing was changed. */
export class OldPasswordWrong extends AppError {
  readonly fault = 'forbidden';
  readonly code = 'old-password-wrong';

  constructor() {
    super('The old password is wrong, so nothing was changed. Another admin can make a code to reset it.');
  }
}

/** The reset code does not count. Nobody is told whether the e-mail or the code is wrong. */
export class ResetRefused extends AppError {
  readonly fault = 'unauthenticated';
  readonly code = 'reset-refused';

  constructor() {
    super('The e-mail or the code is wrong, or the code was used or expired. Ask another admin for a new one.');
  }
}

/** No admin has that id, or the admin is disabled. */
export class AdminUnknown extends AppError {
  readonly fault = 'missing';
  readonly code = 'admin-unknown';

  constructor() {
    super('No admin who may log in has this id. POST /api/lookup/all-users/ lists admins.');
  }
}

/** Nobody does this to the own account. */
export class OwnAccount extends AppError {
  readonly fault = 'conflict';
  readonly code = 'own-account';
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
