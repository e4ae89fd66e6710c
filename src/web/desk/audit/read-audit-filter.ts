import { ALL_ACTIONS, type AuditAction } from '../../../events/audit-actions.js';
import type { AuditFilter } from '../../../events/audit-event.js';
import { readTyped } from '../../kit/filled-form.js';

/** What the filter of the trail may hold. */
export const AUDIT_FIELDS = ['action', 'from', 'to', 'actor', 'subject'] as const;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** The filter in an address. What means nothing is left out, so that every address has a page. */
export function readAuditFilter(query: object): AuditFilter {
  const { action, from, to, actor, subject } = readTyped(query, AUDIT_FIELDS);
  return {
    action: ALL_ACTIONS.find((each): each is AuditAction => each === action),
    from: readDay(from),
    to: readDay(to),
    actor: ID.test(actor) ? actor : undefined,
    subject: ID.test(subject) ? subject : undefined,
  };
}

/** The same as it stands in an address. */
export function writeAuditFilter(filter: AuditFilter): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of AUDIT_FIELDS) {
    const value = filter[name];
    if (value !== undefined) query.set(name, value);
  }
  return query;
}

/** A day of this calendar from the year 1 to 9999, as PostgreSQL reads it. */
function readDay(text: string): string | undefined {
  const day = DAY.test(text) && !text.startsWith('0000') ? new Date(`${text}T00:00:00Z`) : null;
  return day !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : undefined;
}
