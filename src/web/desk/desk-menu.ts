import type { Permission } from '../../http/access/permissions.js';

/** The places of the desk that the menu leads to, and the permission that each asks for. */
export const MENU = [
  { at: '/desk', word: 'today', permission: 'orders:read' },
  { at: '/desk/orders', word: 'orders', permission: 'orders:read' },
  { at: '/desk/customers', word: 'customers', permission: 'customers:read' },
  { at: '/desk/people', word: 'people', permission: 'users:read' },
  { at: '/desk/messages', word: 'messages', permission: 'notifications:read' },
  { at: '/desk/figures', word: 'figures', permission: 'figures:read' },
  { at: '/desk/import', word: 'import', permission: 'import' },
  { at: '/desk/staff', word: 'staff', permission: 'staff:manage' },
  { at: '/desk/keys', word: 'keys', permission: 'keys:manage' },
  { at: '/desk/audit', word: 'audit', permission: 'audit:read' },
] as const satisfies readonly { at: string; word: string; permission: Permission }[];

export type DeskPlace = (typeof MENU)[number]['at'];
