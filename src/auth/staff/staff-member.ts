import type { Role } from '../../http/access/roles.js';

/** Somebody with a role, or an invitation to one. */
export interface StaffMember {
  readonly id: string;
  /** Null until a Google account with the invited address has signed in. */
  readonly user_id: string | null;
  /** The address that Google last vouched for; the invited one until then. Lower case. */
  readonly email: string;
  readonly name: string | null;
  readonly role: Role;
  /** The id of the caller who invited: a user's, or an API key's. */
  readonly invited_by: string;
  readonly created_at: Date;
  readonly disabled_at: Date | null;
}

/** How a member stands. An invitation waits until its Google account signs in. */
export type StaffStatus = 'invited' | 'active' | 'disabled';

export function statusOf({ user_id, disabled_at }: StaffMember): StaffStatus {
  if (disabled_at !== null) return 'disabled';
  return user_id === null ? 'invited' : 'active';
}

/** What is needed to invite somebody. */
export interface NewStaffMember {
  readonly id: string;
  /** Lower case. */
  readonly email: string;
  readonly role: Role;
  readonly invitedBy: string;
}

/** What may be changed of a member. What is absent stays. */
export interface StaffChanges {
  readonly role?: Role | undefined;
  readonly disabled?: boolean | undefined;
}

/** How a Google account stands to the roles, when it signs in. */
export interface EntryStanding {
  /** The role that the account holds; null when it has none, or is disabled. */
  readonly role: Role | null;
  /** Whether the address has an invitation that nobody has taken up. */
  readonly is_invited: boolean;
  /** Whether the account was the first at Google to show the address. */
  readonly is_first: boolean;
}

/** What somebody who signs in with Google may hold, by user. */
export interface UserStanding {
  readonly role: Role | null;
  /** The verified addresses of the user's Google accounts that no other account had before. */
  readonly emails: readonly string[];
}
