import { Injectable } from '@nestjs/common';
import type { Actor } from '../../actor.js';
import { Database } from '../../database/database.js';
import { violates } from '../../database/failures.js';
import { makeId } from '../../database/ids.js';
import { type Page, type PageRequest } from '../../database/pages.js';
import type { AuditEvent } from '../../events/audit-actions.js';
import { AuditTrail } from '../../events/audit-trail.js';
import type { KnownPrincipal } from '../../http/access/principal.js';
import type { Role } from '../../http/access/roles.js';
import { KnownKeys } from '../keys/known-keys.js';
import { CallerRights, requireGrantable } from './caller-rights.js';
import { ListedStaff } from './listed-staff.js';
import { LastOwner, StaffTaken, StaffUnknown } from './staff.errors.js';
import { StaffRepository } from './staff.repository.js';
import type { StaffChanges, StaffMember } from './staff-member.js';

/** Who is staff, and in which role. */
@Injectable()
export class StaffService {
  constructor(
    private readonly database: Database,
    private readonly staff: StaffRepository,
    private readonly rights: CallerRights,
    private readonly listed: ListedStaff,
    private readonly keys: KnownKeys,
    private readonly trail: AuditTrail,
  ) {}

  /** Members and invitations, newest first. */
  list(request: PageRequest): Promise<Page<StaffMember>> {
    return this.staff.list(this.database.db, request);
  }

  /** The addresses of STAFF_EMAILS, which are owners without being members. */
  get listedEmails(): readonly string[] {
    return this.listed.emails;
  }

  /**
   * Invites an e-mail address to a role. Its Google account takes it up when it signs in.
   * @param email in lower case
   * @throws StaffTaken, RoleBeyondCaller, Forbidden
   */
  async invite(caller: KnownPrincipal, email: string, role: Role, actor: Actor): Promise<StaffMember> {
    if (this.listed.has(email)) throw new StaffTaken(true);
    const id = makeId();
    try {
      return await this.database.write(async (tx) => {
        requireGrantable(await this.rights.lock(tx, caller), role);
        if (!(await this.staff.invite(tx, { id, email, role, invitedBy: caller.id }))) throw new StaffTaken(false);
        const changes = { role: { before: null, after: role } };
        const subject = { kind: 'member', id } as const;
        await this.trail.record(tx, { actor, action: 'staff-invited', subject, changes, personal: ['email'] });
        return requireMember(await this.staff.byId(tx, id));
      });
    } catch (error) {
      if (violates(error, 'staff_invited_email_key')) throw new StaffTaken(false);
      throw error;
    }
  }

  /**
   * Gives a member another role, disables or enables one. It counts from the member's next request.
   * One owner always stays: whoever changes is one and still is, or another member is.
   * @throws StaffUnknown, RoleBeyondCaller, LastOwner, Forbidden
   */
  async change(
    caller: KnownPrincipal,
    id: string,
    { role, disabled }: StaffChanges,
    actor: Actor,
  ): Promise<StaffMember> {
    const member = await this.database.write(async (tx) => {
      const held = await this.rights.lock(tx, caller);
      const before = requireMember(await this.staff.byId(tx, id));
      const newRole = role ?? before.role;
      const isDisabled = disabled ?? before.disabled_at !== null;
      for (const each of [before.role, newRole]) requireGrantable(held, each);
      const leaves = isOwner(before) && (isDisabled || newRole !== 'owner');
      if (leaves && !held.isOwnerAnyway && !(await this.staff.hasOtherOwner(tx, id))) throw new LastOwner();
      await this.staff.update(tx, id, newRole, isDisabled);
      const changes = compare(before, newRole, isDisabled);
      if (Object.keys(changes).length > 0)
        await this.trail.record(tx, { actor, action: 'staff-changed', subject: { kind: 'member', id }, changes });
      return requireMember(await this.staff.byId(tx, id));
    });
    this.keys.forget();
    return member;
  }
}

/** Whether the member may act as an owner: an invitation alone opens nothing. */
const isOwner = ({ role, user_id, disabled_at }: StaffMember): boolean =>
  role === 'owner' && user_id !== null && disabled_at === null;

/** What becomes another; nothing when the member is so already. */
function compare(before: StaffMember, role: Role, isDisabled: boolean): NonNullable<AuditEvent['changes']> {
  const wasDisabled = before.disabled_at !== null;
  return {
    ...(before.role !== role && { role: { before: before.role, after: role } }),
    ...(wasDisabled !== isDisabled && { disabled: { before: wasDisabled, after: isDisabled } }),
  };
}

/** @throws StaffUnknown */
function requireMember(member: StaffMember | null): StaffMember {
  if (member === null) throw new StaffUnknown();
  return member;
}
