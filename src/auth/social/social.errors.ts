import { AppError } from '../../errors.js';
import type { ProviderWord } from './provider-word.js';

/** The sign-in came back too late, twice, or not as it began. Nobody is signed in. */
export class SignInFailed extends AppError {
  readonly fault = 'invalid';
  readonly code = 'sign-in-failed';

  constructor(readonly word: ProviderWord | null = null) {
    super('The sign-in took too long, was begun in another browser, or was used already. Please start again.');
  }
}

/** The person refused at the provider. */
export class SignInCancelled extends AppError {
  readonly fault = 'forbidden';
  readonly code = 'sign-in-cancelled';

  constructor(readonly word: ProviderWord | null = null) {
    super('You did not allow the sign-in, so nothing was done.');
  }
}

/** The person has to sign in, choose an account or agree at the provider once more. */
export class SignInUnfinished extends AppError {
  readonly fault = 'invalid';
  readonly code = 'sign-in-unfinished';

  constructor(readonly word: ProviderWord) {
    super('The provider wants you to sign in, choose an account or agree there once more. Please start again.');
  }
}

/** Our application at the provider is set up wrongly, or may not be used by everybody. */
export class SignInMisconfigured extends AppError {
  readonly fault = 'invalid';
  readonly code = 'sign-in-misconfigured';

  constructor(readonly word: ProviderWord) {
    super('The shop has to mend its sign-in with this provider. Tell the shop, or use another provider.');
  }
}

/** The provider gave no sign-in, and what it says is none of what we know. */
export class SignInRefused extends AppError {
  readonly fault = 'invalid';
  readonly code = 'sign-in-refused';

  constructor(readonly word: ProviderWord) {
    super('The sign-in provider refused. Please start again; if it refuses again, tell the shop.');
  }
}

/** The provider is away, slow, or gives an answer that we cannot read. */
export class ProviderFailed extends AppError {
  readonly fault = 'unavailable';
  readonly code = 'provider-failed';
  override readonly retryAfterSeconds = 30;

  constructor(
    readonly word: ProviderWord,
    cause?: unknown,
  ) {
    super('The sign-in provider does not answer as it should. Try again in a moment, or use another one.');
    this.cause = cause;
  }
}

/** We offer no sign-in of that name. */
export class ProviderUnknown extends AppError {
  readonly fault = 'missing';
  readonly code = 'provider-unknown';

  constructor() {
    super('There is no such way to sign in.');
  }
}

/** The account at the provider belongs to another user here. */
export class IdentityTaken extends AppError {
  readonly fault = 'conflict';
  readonly code = 'identity-taken';

  constructor() {
    super('This account is connected to somebody else here already.');
  }
}

/**
 * Another account of the provider had this e-mail address here before. Whoever has it now may be
 * somebody else.
 */
export class AddressRecycled extends AppError {
  readonly fault = 'conflict';
  readonly code = 'address-recycled';

  constructor() {
    super(
      'Another account of this provider used this e-mail address here before, so it is not joined with that one. ' +
        'Sign in with the earlier account, or ask the shop.',
    );
  }
}

/** A Google account that has no role, whose address is not verified, or who is disabled. */
export class NotStaff extends AppError {
  readonly fault = 'forbidden';
  readonly code = 'not-staff';

  constructor() {
    super('This Google account is not staff. Customers sign in at the start page.');
  }
}
