import type { Permission } from '../../http/access/permissions.js';
import { ROLE_PERMISSIONS } from '../../http/access/roles.js';
import { ScopeBeyondCaller } from './keys.errors.js';

/** The scopes of a key for which none are asked: those of a viewer, who may only look. */
export const READ_SCOPES: readonly Permission[] = [...ROLE_PERMISSIONS.viewer];

/**
 * What a key holds: its scopes, as far as its maker holds them. A scope that is no permission of
 * this release is left out.
 */
export const narrowScopes = (scopes: readonly string[], held: ReadonlySet<Permission>): ReadonlySet<Permission> =>
  new Set([...held].filter((permission) => scopes.includes(permission)));

/**
 * Nobody gives a key what they do not hold themselves, nor gets it by rotating one.
 * @throws ScopeBeyondCaller when a scope is not among the permissions
 */
export function requireScopes(
  { permissions }: { readonly permissions: ReadonlySet<string> },
  scopes: readonly string[],
): void {
  for (const scope of scopes) if (!permissions.has(scope)) throw new ScopeBeyondCaller(scope);
}
