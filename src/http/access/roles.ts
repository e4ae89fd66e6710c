import { ALL_PERMISSIONS, PERMISSIONS, type Permission } from './permissions.js';

/** The roles of staff, and what each is for. */
export const ROLES = {
  owner: 'Whoever runs the shop: may do everything.',
  clerk: 'Whoever takes and follows orders: no whole tables, staff, keys, settings, audit or erasure.',
  viewer: 'Whoever only looks: may change nothing.',
} as const;

export type Role = keyof typeof ROLES;

/** Every role, the one that may most first. */
export const ALL_ROLES = Object.keys(ROLES) as readonly Role[];

/** What each role holds. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  owner: ALL_PERMISSIONS,
  clerk: new Set([
    ...(['customers:read', 'customers:write', 'orders:read', 'orders:write'] as const),
    ...(['notifications:read', 'notifications:send', 'users:read', 'users:write', 'figures:read'] as const),
  ]),
  viewer: new Set(['customers:read', 'orders:read', 'notifications:read', 'users:read', 'figures:read']),
};

/** The roles with what each holds, in the order of the list of permissions, for OpenAPI. */
export const DESCRIBED_ROLES = Object.fromEntries(
  ALL_ROLES.map((role) => {
    const permissions = Object.keys(PERMISSIONS).filter((name) => ROLE_PERMISSIONS[role].has(name as Permission));
    return [role, { meaning: ROLES[role], permissions }];
  }),
);
