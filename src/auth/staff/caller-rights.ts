import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/database.js';
import { Forbidden } from '../../http/access/access.errors.js';
import { ALL_PERMISSIONS, NO_PERMISSIONS, type Permission } from '../../http/access/permissions.js';
import type { KnownPrincipal } from '../../http/access/principal.js';
import { ROLE_PERMISSIONS, type Role } from '../../http/access/roles.js';
import { AdminsRepository } from '../admins/admins.repository.js';
import { ListedStaff } from './listed-staff.js';
import { RoleBeyondCaller } from './staff.errors.js';
import { StaffRepository } from './staff.repository.js';

/** What a caller holds while nobody else changes who may do what. */
export interface HeldRights {
  readonly permissions: ReadonlySet<Permission>;
  /** Whether the caller is an owner by something else than the table `staff`. */
  readonly isOwnerAnyway: boolean;
}

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
  ) {}

  /**
   * Lets one change at a time through, at all processes, and reads again what the caller holds.
   * @throws Forbidden when the caller may not manage staff any more
   */
  async lock(tx: Tx, caller: KnownPrincipal): Promise<HeldRights> {
    await this.staff.lockRights(tx);
    const held = await this.read(tx, caller);
    if (!held.permissions.has('staff:manage')) throw new Forbidden('staff:manage');
    return held;
  }

  private async read(tx: Tx, { kind, id }: KnownPrincipal): Promise<HeldRights> {
    switch (kind) {
      case 'admin': {
        const isAdmin = await this.admins.isEnabled(tx, id);
        return { permissions: isAdmin ? ALL_PERMISSIONS : NO_PERMISSIONS, isOwnerAnyway: isAdmin };
      }
      case 'staff': {
        const { role, emails } = await this.staff.standingOfUser(tx, id);
        const isListed = emails.some((email) => this.listed.has(email));
        if (isListed) return { permissions: ALL_PERMISSIONS, isOwnerAnyway: true };
        return { permissions: role === null ? NO_PERMISSIONS : ROLE_PERMISSIONS[role], isOwnerAnyway: false };
      }
      case 'user':
        return { permissions: NO_PERMISSIONS, isOwnerAnyway: false };
    }
  }
}

/**
 * Nobody gives or takes what they do not hold themselves.
 * @throws RoleBeyondCaller when the role has a permission that the caller lacks
 */
export function requireGrantable({ permissions }: Pick<HeldRights, 'permissions'>, role: Role): void {
  for (const permission of ROLE_PERMISSIONS[role]) if (!permissions.has(permission)) throw new RoleBeyondCaller(role);
}
