import { describe, expect, it } from '@jest/globals';
import { requireGrantable } from '../../../src/auth/staff/caller-rights.js';
import { ALL_PERMISSIONS, type Permission } from '../../../src/http/access/permissions.js';
import { ALL_ROLES, ROLE_PERMISSIONS, type Role } from '../../../src/http/access/roles.js';

/** The roles that somebody with these permissions may give and take. */
const grantable = (permissions: ReadonlySet<Permission>): Role[] =>
  ALL_ROLES.filter((role) => {
    try {
      requireGrantable({ permissions }, role);
      return true;
    } catch (error) {
      expect(error).toMatchObject({ code: 'role-beyond-caller', fault: 'forbidden' });
      return false;
    }
  });

describe('requireGrantable', () => {
  it('lets an owner give and take every role', () => {
    expect(grantable(ALL_PERMISSIONS)).toEqual(['owner', 'clerk', 'viewer']);
  });

  it('lets nobody give or take a role with a permission that they lack', () => {
    expect(grantable(new Set([...ROLE_PERMISSIONS.clerk, 'staff:manage']))).toEqual(['clerk', 'viewer']);
    expect(grantable(new Set([...ROLE_PERMISSIONS.viewer, 'staff:manage']))).toEqual(['viewer']);
    expect(grantable(new Set(['staff:manage']))).toEqual([]);
  });

  it('needs each permission of a role, whichever is lacking', () => {
    for (const lacking of ALL_PERMISSIONS) {
      const held = new Set([...ALL_PERMISSIONS].filter((permission) => permission !== lacking));
      expect([lacking, grantable(held).includes('owner')]).toEqual([lacking, false]);
    }
  });
});
