import { describe, expect, it } from '@jest/globals';
import { narrowScopes, READ_SCOPES, requireScopes } from '../../../src/auth/keys/key-scopes.js';
import { ALL_PERMISSIONS, NO_PERMISSIONS } from '../../../src/http/access/permissions.js';
import { ROLE_PERMISSIONS } from '../../../src/http/access/roles.js';

describe('narrowScopes', () => {
  it('leaves what the maker holds of the scopes, and no scope that is no permission', () => {
    const scopes = ['orders:read', 'export', 'gone:read', 'toString'];
    expect([...narrowScopes(scopes, ALL_PERMISSIONS)].sort()).toEqual(['export', 'orders:read']);
    expect([...narrowScopes(scopes, ROLE_PERMISSIONS.clerk)]).toEqual(['orders:read']);
    expect([...narrowScopes(scopes, NO_PERMISSIONS)]).toEqual([]);
  });
});

describe('requireScopes', () => {
  it('lets nobody give a key, or get by rotating one, a scope that they lack', () => {
    for (const lacking of ALL_PERMISSIONS) {
      const permissions = new Set([...ALL_PERMISSIONS].filter((permission) => permission !== lacking));
      const give = () => requireScopes({ permissions }, [...READ_SCOPES, lacking]);
      expect(give).toThrow(expect.objectContaining({ code: 'scope-beyond-caller', fault: 'forbidden' }));
    }
    requireScopes({ permissions: ALL_PERMISSIONS }, [...ALL_PERMISSIONS]);
    requireScopes({ permissions: NO_PERMISSIONS }, []);
  });
});
