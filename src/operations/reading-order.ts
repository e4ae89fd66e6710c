/** Operations that stand together. */
interface Group {
  readonly meaning: string;
  /** Their paths, in the order in which each finds what it needs. Others follow. */
  readonly paths: readonly string[];
}

/**
 * The groups of operations, in the order in which the document, the page and the Postman collection
 * show them.
 * - Executed from top to bottom, each operation finds what it needs, with each of its examples.
 * - So what ends something comes last: `accounts` ends tokens, and a customer is erased before any
 *   order is placed for another.
 */
export const GROUPS: Readonly<Record<string, Group>> = {
  admins: {
    meaning: 'Becoming an admin, and the tokens that admins call with.',
    paths: ['/api/auth/admin-register', '/api/auth/login'],
  },
  users: { meaning: 'Everybody with an account.', paths: [] },
  customers: {
    meaning: 'Who orders: known by phone or by code, perhaps with an account.',
    paths: [
      '/api/auth/add-user-number',
      '/api/auth/create-customer',
      '/api/customers/{id}/history',
      '/api/customers/{id}/unlink',
      '/api/customers/{id}/export',
      '/api/customers/{id}',
      '/api/customer',
    ],
  },
  orders: {
    meaning: 'Orders: placed, confirmed or cancelled, and read.',
    paths: [
      '/api/orders/create',
      '/api/orders/{id}',
      '/api/orders/customer-order/confirm',
      '/api/orders/{id}/undo-confirmation',
      '/api/orders/{id}/history',
      '/api/orders',
      '/api/orders/{id}/cancel',
      '/api/order',
    ],
  },
  notifications: { meaning: 'What customers were told by SMS, what became of it, and what it cost.', paths: [] },
  staff: { meaning: 'Who is staff, and in which role.', paths: ['/api/staff', '/api/staff/{id}'] },
  keys: {
    meaning: 'The keys that programs call the API with.',
    paths: ['/api/keys', '/api/keys/{id}/rotate', '/api/keys/{id}'],
  },
  audit: { meaning: 'Who did what.', paths: ['/api/audit'] },
  accounts: {
    meaning: 'New passwords of admins, who of them may log in, and the end of their tokens.',
    paths: [
      '/api/auth/change-password',
      '/api/auth/create-reset-code',
      '/api/auth/reset-password',
      '/api/auth/disable-admin',
      '/api/auth/enable-admin',
      '/api/auth/logout',
    ],
  },
  operations: { meaning: 'For load balancers, container platforms and operators.', paths: [] },
};
