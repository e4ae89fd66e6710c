import { makeToken } from '../session/session.js';

/** For how long a reset code is good: long enough to hand it over in person. */
const CODE_SECONDS = 3600;

/**
 * A code that resets a password once, and for how many seconds it is good.
 * It is handed over by another admin, and kept as a digest alone.
 */
export interface ResetCode {
  readonly code: string;
  readonly expiresInSeconds: number;
}

/** A code of 256 random bits, which nobody guesses. */
export const makeResetCode = (): ResetCode => ({ code: makeToken(), expiresInSeconds: CODE_SECONDS });
