/**
 * Everything that the audit trail tells of, and what each action is.
 * The trail keeps its words for years: add one, and never change one that is there.
 */
export const AUDIT_ACTIONS = {
  'staff-signed-in': 'A member of the staff, or an owner by STAFF_EMAILS, signed in with Google.',
  'admin-registered': 'Somebody with a registration key became an admin.',
  'admin-login-failed': 'A login as an admin was refused. The subject is the account; null for an unknown one.',
  'admin-disabled': 'An admin may log in no more.',
  'admin-enabled': 'A disabled admin may log in again.',
  'password-changed': 'An admin changed the own password.',
  'reset-code-made': 'A code was made by which an admin sets a new password.',
  'password-reset': 'Whoever had the code set a new password.',
  'staff-invited': 'An e-mail address was invited to a role.',
  'staff-changed': 'A member got another role, was disabled, or was enabled.',
  'key-made': 'An API key was made.',
  'key-rotated': 'An API key got another secret.',
  'key-revoked': 'An API key counts no more.',
  'phone-added': 'A user was given a phone number.',
  'customer-edited': 'A name or number of a customer was corrected.',
  'customer-joined': 'A customer who was known by phone became the customer of an account.',
  'customer-unlinked': 'The account was taken away from a customer.',
  'order-corrected': 'The item or the amount of a pending order was corrected.',
  'order-cancelled': 'A pending order was cancelled.',
  'order-reopened': 'The confirmation of an order was undone.',
  'notification-resent': 'A notification was queued once more.',
  'template-changed': 'The words of the SMS about an order were changed, or taken back to SMS_TEMPLATE.',
  'test-sms-sent': 'A test SMS was queued to a number that somebody typed.',
  'table-exported': 'A whole table was downloaded.',
  'table-imported': 'Customers or orders were loaded from a file.',
  'person-exported': 'Everything about one person was downloaded.',
  'person-erased': 'The data of one person was erased.',
} as const;

export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** Every action, in the order of the list. */
export const ALL_ACTIONS = Object.keys(AUDIT_ACTIONS) as readonly AuditAction[];

/** What an action is done to. A `member` is a row of the staff, a `user` any account. */
export type SubjectKind =
  | 'admin'
  | 'member'
  | 'user'
  | 'customer'
  | 'order'
  | 'notification'
  | 'key'
  | 'template'
  | 'table';

/** What a field was, and what it is. Null for nothing. */
export interface Change {
  readonly before: PlainValue;
  readonly after: PlainValue;
}

type PlainValue = string | number | boolean | readonly string[] | null;

/** Fields whose values say nothing about a person, so that the trail keeps them. */
export type PlainField =
  | 'role'
  | 'disabled'
  | 'status'
  | 'amount'
  | 'user_id'
  | 'scopes'
  | 'expires_at'
  | 'overlap_hours'
  | 'template'
  | 'table'
  | 'rows';

/** Fields of which the trail keeps the name alone. What people write freely is among them. */
export type PersonalField = 'name' | 'phone' | 'email' | 'item' | 'reason' | 'key_name';

/** What is told of one action. */
export interface AuditEvent {
  readonly action: AuditAction;
  /** The id is null for something that has none, or that is not there. */
  readonly subject: { readonly kind: SubjectKind; readonly id: string | null };
  readonly changes?: { readonly [field in PlainField]?: Change };
  /** Personal fields that changed. */
  readonly personal?: readonly PersonalField[];
}
