import { AppError } from '../../errors.js';

/** What was sent in place of a token is none, or not the whole of one. */
export class TokenUnreadable extends AppError {
  readonly fault = 'unauthenticated';
  readonly code = 'token-unreadable';
  override readonly challenge = 'invalid_token';
}

/** The token's signature is not ours. */
export class TokenForeign extends AppError {
  readonly fault = 'unauthenticated';
  readonly code = 'token-foreign';
  override readonly challenge = 'invalid_token';

  constructor() {
    super('This token is not one of ours, or it is damaged. Log in at /api/auth/login/ for another one.');
  }
}

/** The token is ours, and its time is over. */
export class TokenExpired extends AppError {
  readonly fault = 'unauthenticated';
  readonly code = 'token-expired';
  override readonly challenge = 'invalid_token';

  constructor() {
    super('This token expired. Log in again at /api/auth/login/.');
  }
}

/** The token is ours and its time is not over, but its admin logged out or is gone. */
export class TokenEnded extends AppError {
  readonly fault = 'unauthenticated';
  readonly code = 'token-ended';
  override readonly challenge = 'invalid_token';

  constructor() {
    super('This token was ended: its admin logged out, or is gone. Log in again at /api/auth/login/.');
  }
}

/** The header `Authorization` has another form than `Bearer <token>`. */
export class SchemeUnknown extends AppError {
  readonly fault = 'unauthenticated';
  readonly code = 'scheme-unknown';
}
