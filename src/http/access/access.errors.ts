import { AppError } from '../../errors.js';
import type { Permission } from './permissions.js';

/** The request carries no token, or one that is not valid. */
export class Unauthenticated extends AppError {
  readonly fault = 'unauthenticated';
  readonly code = 'unauthenticated';

  constructor() {
    super('Send "Authorization: Bearer <token>" with a token from /api/auth/login/.');
  }
}

/** The caller is known, and may not do this. */
export class Forbidden extends AppError {
  readonly fault = 'forbidden';
  readonly code = 'forbidden';

  /** @param permission the one that a member of the staff lacks; null for others */
  constructor(permission: Permission | null = null) {
    super(
      permission === null
        ? 'This account may not do this. Staff sign in with Google at /google/login; admins send a Bearer token.'
        : `This needs the permission ${permission}, which your role does not have. An owner can change your role.`,
    );
  }
}

/** A page that is not ours sent the request. */
export class CrossSite extends AppError {
  readonly fault = 'forbidden';
  readonly code = 'cross-site';

  constructor() {
    super('This request came from another site, so nothing was done.');
  }
}

/** Nobody is signed in. A browser is sent to `signInAt` instead of getting an error. */
export class SignInNeeded extends AppError {
  readonly fault = 'unauthenticated';
  readonly code = 'sign-in-needed';

  constructor(readonly signInAt: string) {
    super(`Sign in at ${signInAt} first.`);
  }
}
