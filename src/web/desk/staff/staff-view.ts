import type { StaffMember } from '../../../auth/staff/staff-member.js';
import type { Page, PageRequest } from '../../../database/pages.js';
import type { FilledForm } from '../../kit/filled-form.js';

/** A page of the staff, as it is shown. */
export interface StaffView {
  readonly page: Page<StaffMember>;
  readonly request: PageRequest;
  /** As the address has it. Empty on the first page. */
  readonly cursor: string;
  /** The owners by STAFF_EMAILS. */
  readonly listed: readonly string[];
  /** Where an invited person signs in. */
  readonly signInAt: string;
}

/** The form of a member, as it was sent in vain. */
export interface SentChange {
  readonly id: string;
  readonly form: FilledForm;
}

/** The page of the list with that cursor, with what was done just now. */
export function addressOf(cursor: string, done: string): string {
  const query = new URLSearchParams({ ...(cursor === '' ? {} : { cursor }), done });
  return `/desk/staff?${query}`;
}
