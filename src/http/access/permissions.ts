/**
 * Everything that a caller may be permitted to do, and what each permission means.
 * A name is object and verb, such as `orders:write`.
 */
export const PERMISSIONS = {
  'customers:read': 'See customers: name, phone number, code and e-mail.',
  'customers:write': 'Make customers, and correct them.',
  'orders:read': 'See orders and statements.',
  'orders:write': 'Place, confirm and cancel orders.',
  'notifications:read': 'See what was sent to customers, and what it cost.',
  'notifications:send': 'Send a notification once more, which is paid for again.',
  'users:read': 'See the accounts of people who signed in or registered.',
  'users:write': 'Give an account a phone number.',
  'figures:read': 'See sums and counts by day.',
  export: 'Download whole tables.',
  import: 'Load many customers or orders from a file.',
  'staff:manage': 'Invite staff, change their roles, and disable them.',
  'keys:manage': 'Make, rotate and revoke API keys.',
  'settings:manage': 'Change what SMS say, check the account at the carrier, and send a test SMS.',
  'audit:read': 'See who did what.',
  'privacy:manage': "Export and erase a person's own data.",
} as const;

export type Permission = keyof typeof PERMISSIONS;

/** Every permission there is. */
export const ALL_PERMISSIONS: ReadonlySet<Permission> = new Set(Object.keys(PERMISSIONS) as Permission[]);

/** For callers who may see and do only what is their own. */
export const NO_PERMISSIONS: ReadonlySet<Permission> = new Set();
