import type { Permission } from '../../http/access/permissions.js';

/**
 * The places of the desk that the menu leads to, and the permission that each asks for.
 * Staff, keys and the audit trail stand below settings, which leads to them.
 */
export const MENU = [
  { at: '/desk', word: 'today', permission: 'orders:read' },
  { at: '/desk/orders', word: 'orders', permission: 'orders:read' },
  { at: '/desk/customers', word: 'customers', permission: 'customers:read' },
  { at: '/desk/people', word: 'people', permission: 'users:read' },
  { at: '/desk/messages', word: 'messages', permission: 'notifications:read' },
  { at: '/desk/figures', word: 'figures', permission: 'figures:read' },
  { at: '/desk/settings', word: 'settings', permission: 'settings:manage' },
] as const satisfies readonly { at: string; word: string; permission: Permission }[];

export type DeskPlace = (typeof MENU)[number]['at'];
