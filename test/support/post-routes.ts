import type { FieldKind } from './bad-values.js';
import { aPhone } from './factories.js';

/** A POST route, a body that it takes, and the kind of each of its fields. */
export interface PostRoute {
  readonly path: string;
  /** Makes a valid body. Where fields exclude each other, it has `field`. */
  readonly body: (field?: string) => Record<string, unknown>;
  readonly fields: Readonly<Record<string, FieldKind>>;
  /** Fields that may be left out. */
  readonly optional?: readonly string[];
  /** Whether it is called without a token. */
  readonly open?: true;
}

/** The rows that the bodies name. A test fills them in when its database is there. */
export const world = { code: '', customerId: '', phone: '', userId: '', orderId: '' };

let serial = 0;

const PAGING = { page: 'page', per_page: 'perPage', cursor: 'cursor' } as const;
const FILTERS = ['page', 'per_page', 'cursor', 'customer_code', 'customer_id', 'status'];

const order = (field?: string) => ({
  ...(field === 'phone' ? { phone: world.phone } : { customer_code: world.code }),
  item: 'Mango',
  amount: '420',
});
const ORDER = {
  body: order,
  fields: { customer_code: 'code', phone: 'phone', item: 'item', amount: 'amount' },
  optional: ['customer_code', 'phone'],
} as const;

const QUIET_ORDER = {
  body: order,
  fields: { ...ORDER.fields, notify: 'boolean' },
  optional: [...ORDER.optional, 'notify'],
} as const;

/** Every POST route that takes fields. */
export const POST_ROUTES: readonly PostRoute[] = [
  {
    path: '/api/auth/admin-register/',
    body: () => ({
      email: `new${++serial}@example.com`,
      phone_number: aPhone(),
      password: '////.///Rono123',
      api_key: '123456721',
    }),
    fields: { email: 'email', phone_number: 'possiblePhone', password: 'newPassword', api_key: 'key' },
    open: true,
  },
  {
    path: '/api/auth/login/',
    body: () => ({ email: 'admin1@example.com', password: 'correct horse battery', api_key: '123456721' }),
    fields: { email: 'email', password: 'password', api_key: 'key' },
    open: true,
  },
  {
    path: '/api/auth/change-password/',
    body: () => ({ old_password: 'correct horse battery', new_password: 'correct horse battery' }),
    fields: { old_password: 'password', new_password: 'newPassword' },
  },
  {
    path: '/api/auth/create-reset-code/',
    body: () => ({ user_id: world.userId }),
    fields: { user_id: 'uuid' },
  },
  {
    path: '/api/auth/disable-admin/',
    body: () => ({ user_id: world.userId }),
    fields: { user_id: 'uuid' },
  },
  { path: '/api/auth/enable-admin/', body: () => ({ user_id: world.userId }), fields: { user_id: 'uuid' } },
  {
    path: '/api/staff/',
    body: () => ({ email: `staff${++serial}@example.com`, role: 'viewer' }),
    fields: { email: 'email', role: 'role' },
  },
  {
    path: '/api/keys',
    body: () => ({ name: 'Web shop', scopes: ['orders:read'], expires_in_days: 30 }),
    fields: { name: 'name', scopes: 'scopes', expires_in_days: 'days' },
    optional: ['scopes', 'expires_in_days'],
  },
  { path: '/api/lookup/all-users/', body: () => ({}), fields: PAGING, optional: FILTERS },
  { path: '/api/lookup/all-customers/', body: () => ({}), fields: PAGING, optional: FILTERS },
  {
    path: '/api/auth/add-user-number/',
    body: () => ({ user_id: world.userId, phone_number: aPhone() }),
    fields: { user_id: 'uuid', phone_number: 'phone' },
  },
  {
    path: '/api/auth/create-customer/',
    body: () => ({ user_id: world.userId, name: 'Wanjiku' }),
    fields: { user_id: 'uuid', name: 'name', join: 'code' },
    optional: ['name', 'join'],
  },
  {
    path: '/api/customer',
    body: () => ({ name: 'Wanjiku', phone: aPhone() }),
    fields: { name: 'name', phone: 'phone' },
  },
  { path: '/api/orders/create/', ...QUIET_ORDER },
  { path: '/api/orders', ...QUIET_ORDER },
  { path: '/api/order', ...ORDER },
  {
    path: '/api/orders/customer-order/confirm/',
    body: () => ({ customer_code: world.code, order_id: world.orderId }),
    fields: { customer_code: 'code', order_id: 'orderReference' },
  },
  {
    path: '/api/orders/all-orders/',
    body: () => ({}),
    fields: { ...PAGING, customer_code: 'code', status: 'status' },
    optional: FILTERS,
  },
  {
    path: '/api/orders/customer/all-orders/',
    body: (field) => (field === 'customer_id' ? { customer_id: world.customerId } : { customer_code: world.code }),
    fields: { ...PAGING, customer_code: 'code', customer_id: 'uuid' },
    optional: FILTERS,
  },
];
