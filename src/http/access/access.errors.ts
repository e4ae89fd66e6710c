import { AppError } from '../../errors.js';
import type { Permission } from './permissions.js';
import type { KnownPrincipal } from './principal.js';

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

  /**
   * @param permission the one that a member of the staff or an API key lacks; null for others
   * @param kind who lacks it
   */
  constructor(permission: Permission | null = null, kind: KnownPrincipal['kind'] = 'staff') {
    super(permission === null ? explainAccount(kind) : explainLack(permission, kind));
  }
}

const explainAccount = (kind: KnownPrincipal['kind']): string =>
  kind === 'key'
    ? 'An API key may not do this. Admins do it themselves, with a token from /api/auth/login/.'
    : 'This account may not do this. Staff sign in with Google at /google/login; admins send a Bearer token.';

const explainLack = (permission: Permission, kind: KnownPrincipal['kind']): string =>
  kind === 'key'
    ? `This needs the permission ${permission}. The API key lacks it, or its maker has it no more. An owner can make another key.`
    : `This needs the permission ${permission}, which your role does not have. An owner can change your role.`;

/** What gives a secret or an account away is done by people alone, and not with an API key. */
export class PersonRequired extends AppError {
  readonly fault = 'forbidden';
  readonly code = 'person-required';

  constructor() {
    super('An API key may not do this, since the answer has a secret. Sign in, or send the token of an admin.');
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

  /** @param isElsewhere whether the address leads on to another site */
  constructor(
    readonly signInAt: string,
    readonly isElsewhere = false,
  ) {
    super(`Sign in at ${signInAt} first.`);
  }
}
