import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/database.js';
import { Forbidden, PersonRequired } from '../../http/access/access.errors.js';
import { ALL_PERMISSIONS, NO_PERMISSIONS, type Permission } from '../../http/access/permissions.js';
import type { KnownPrincipal } from '../../http/access/principal.js';
import { ROLE_PERMISSIONS, type Role } from '../../http/access/roles.js';
import { AdminsRepository } from '../admins/admins.repository.js';
import { narrowScopes } from '../keys/key-scopes.js';
import { KeysRepository } from '../keys/keys.repository.js';
import { ListedStaff } from './listed-staff.js';
import { RoleBeyondCaller } from './staff.errors.js';
import { StaffRepository } from './staff.repository.js';

/** What a caller holds while nobody else changes who may do what. */
export interface HeldRights {
  readonly permissions: ReadonlySet<Permission>;
  /** Whether the caller is an owner by something else than the table `staff`. */
  readonly isOwnerAnyway: boolean;
}

const NOTHING: HeldRights = { permissions: NO_PERMISSIONS, isOwnerAnyway: false };

/**
 * What callers hold at the moment of a change of who may do what.
 * Of two callers who take each other's rights at once, the second has none left to do it with.
 */
@Injectable()
export class CallerRights {
  constructor(
    private readonly staff: StaffRepository,
    private readonly admins: AdminsRepository,
    private readonly listed: ListedStaff,
    private readonly keys: KeysRepository,
  ) {}

  /**
   * Lets one change at a time through, at all processes, and reads again what the caller holds.
   * @throws Forbidden when the caller may not manage staff any more
   */
  async lock(tx: Tx, caller: KnownPrincipal): Promise<HeldRights> {
    await this.staff.lockRights(tx);
    const held = await this.read(tx, caller);
    if (!held.permissions.has('staff:manage')) throw new Forbidden('staff:manage', caller.kind);
    return held;
  }

  private async read(tx: Tx, { kind, id }: KnownPrincipal): Promise<HeldRights> {
    switch (kind) {
      case 'admin':
      case 'staff':
        return this.ofUser(tx, id);
      case 'key': {
        const key = await this.keys.byId(tx, id);
        if (key === null) return NOTHING;
        const held = await this.ofUser(tx, key.created_by);
        return { ...held, permissions: narrowScopes(key.scopes, held.permissions) };
      }
      case 'user':
        return NOTHING;
    }
  }

  /**
   * What a user holds as an admin, by a role, or by STAFF_EMAILS. Nothing for an end user, and for
   * one who is disabled or gone.
   */
  async ofUser(db: Db, userId: string): Promise<HeldRights> {
    if (await this.admins.isEnabled(db, userId)) return { permissions: ALL_PERMISSIONS, isOwnerAnyway: true };
    const { role, emails } = await this.staff.standingOfUser(db, userId);
    const isListed = emails.some((email) => this.listed.has(email));
    if (isListed) return { permissions: ALL_PERMISSIONS, isOwnerAnyway: true };
    return role === null ? NOTHING : { permissions: ROLE_PERMISSIONS[role], isOwnerAnyway: false };
  }
}

/**
 * Nobody gives or takes what they do not hold themselves.
 * @throws RoleBeyondCaller when the role has a permission that the caller lacks
 */
export function requireGrantable({ permissions }: Pick<HeldRights, 'permissions'>, role: Role): void {
  for (const permission of ROLE_PERMISSIONS[role]) if (!permissions.has(permission)) throw new RoleBeyondCaller(role);
}

/**
 * What gives a secret away asks for a person: a stolen key must not make itself another one.
 * @throws PersonRequired
 */
export function requirePerson({ kind }: KnownPrincipal): void {
  if (kind === 'key') throw new PersonRequired();
}
