import type { Permission } from '../../http/access/permissions.js';

/**
 * The places of the desk that the menu leads to, the permission that each asks for, and the keys
 * that lead there too.
 * Staff, keys and the audit trail stand below settings, which leads to them.
 */
export const MENU = [
  { at: '/desk', word: 'today', permission: 'orders:read' },
  { at: '/desk/orders', word: 'orders', permission: 'orders:read', keys: 'g o' },
  { at: '/desk/customers', word: 'customers', permission: 'customers:read', keys: 'g c' },
  { at: '/desk/people', word: 'people', permission: 'users:read' },
  { at: '/desk/messages', word: 'messages', permission: 'notifications:read', keys: 'g m' },
  { at: '/desk/figures', word: 'figures', permission: 'figures:read', keys: 'g f' },
  { at: '/desk/import', word: 'import', permission: 'import' },
  { at: '/desk/settings', word: 'settings', permission: 'settings:manage' },
] as const satisfies readonly { at: string; word: string; permission: Permission; keys?: string }[];

export type DeskPlace = (typeof MENU)[number]['at'];
