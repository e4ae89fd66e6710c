import { AppError } from '../../errors.js';

/** Nobody is signed in. A browser is sent to `signInAt` instead of an error. */
export class SignInNeeded extends AppError {
  readonly fault = 'unauthenticated';
  readonly code = 'sign-in-needed';

  constructor(readonly signInAt: string) {
    super(`Sign in at ${signInAt} first.`);
  }
}
