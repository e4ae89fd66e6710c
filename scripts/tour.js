/** A landline: no SMS goes there, so its notification fails and may be sent again. */
const LANDLINE = '020 2012345';

/** Whose password the first admin resets. A reset has this e-mail address as its example. */
const OTHER_ADMIN = { email: 'other.admin@example.com', phone_number: '+254711000222' };

/** Waits until the notification has failed: it asks again every 200 ms, at most 50 times. */
const UNTIL_FAILED = [
  'const { status } = pm.response.json().notification ?? {};',
  "const asked = Number(pm.collectionVariables.get('asked')) + 1;",
  "const waits = ['queued', 'sending'].includes(status) && asked < 50;",
  "pm.collectionVariables.set('asked', waits ? asked : 0);",
  'if (waits) setTimeout(() => pm.execution.setNextRequest(pm.info.requestName), 200);',
  "else pm.test('has failed, since no SMS goes to a landline', () => pm.expect(status).to.eql('failed'));",
];

/**
 * The requests of the Postman collection by folder, in an order in which each finds what it needs.
 * - `operation` is one of the OpenAPI document. Together the steps call all of them.
 * - `body` and `path` take the place of its examples. `checks` are lines of its test script.
 * - `page` is an address outside the document.
 */
export const TOUR = {
  'Become an admin': [
    { operation: 'POST /api/auth/admin-register' },
    { name: 'Register another admin', operation: 'POST /api/auth/admin-register', body: OTHER_ADMIN },
    { operation: 'POST /api/auth/login' },
    { operation: 'POST /api/auth/change-password' },
  ],
  'Help the other admin': [
    { operation: 'POST /api/auth/create-reset-code' },
    { operation: 'POST /api/auth/reset-password' },
    { operation: 'POST /api/auth/disable-admin' },
    { operation: 'POST /api/auth/enable-admin' },
  ],
  'Invite staff': [
    { operation: 'POST /api/staff' },
    { operation: 'GET /api/staff' },
    {
      operation: 'PATCH /api/staff/{id}',
      checks: ["pm.test('gives the other role', () => pm.expect(pm.response.json().member.role).to.eql('viewer'));"],
    },
  ],
  'A user signs in': [
    {
      name: 'Begin to sign in with Google (on a development start: its stand-in)',
      page: '{{baseUrl}}/auth/google',
      checks: [
        "const [, link] = /href=\"(http[^\"]+person=wanjiku)\"/.exec(pm.response.text().replaceAll('&#38;', '&')) ?? [];",
        "pm.test('shows whom to sign in as', () => pm.expect(link, 'only a development start has a stand-in').to.be.a('string'));",
        "pm.collectionVariables.set('consent', link);",
      ],
    },
    {
      name: 'Choose Wanjiku Kamau, and come back signed in',
      page: '{{consent}}',
      checks: [
        "pm.test('shows that somebody is signed in', () => pm.expect(pm.response.text()).to.include('Sign out'));",
      ],
    },
    {
      operation: 'POST /api/lookup/all-users',
      checks: [
        "const user = pm.response.json().users.find(({ role }) => role === 'user');",
        "pm.test('has the user who signed in', () => pm.expect(user).to.include({ email: 'wanjiku@example.com' }));",
        "pm.collectionVariables.set('user_id', user.id);",
      ],
    },
    { operation: 'GET /api/lookup/all-users' },
    {
      operation: 'POST /api/auth/add-user-number',
      checks: [
        "pm.test('gives the number to the user', () => pm.expect(pm.response.json().user.id).to.eql(pm.collectionVariables.get('user_id')));",
      ],
    },
  ],
  Customers: [
    { operation: 'POST /api/auth/create-customer' },
    { operation: 'GET /api/lookup/all-customers' },
    { operation: 'POST /api/lookup/all-customers' },
    { operation: 'POST /api/customer' },
    {
      operation: 'GET /api/customers',
      checks: ["pm.test('has both customers', () => pm.expect(pm.response.json().length).to.be.at.least(2));"],
    },
  ],
  Orders: [
    { operation: 'POST /api/orders/create' },
    { operation: 'GET /api/orders/{id}', path: { id: '{{order_id}}' }, checks: [expectStatus('pending')] },
    { operation: 'POST /api/orders/customer-order/confirm', checks: [expectStatus('confirmed')] },
    { name: 'Place another order', operation: 'POST /api/orders' },
    { operation: 'POST /api/orders/{id}/cancel', checks: [expectStatus('cancelled')] },
    { operation: 'POST /api/order' },
    { operation: 'POST /api/orders/all-orders' },
    { operation: 'POST /api/orders/customer/all-orders' },
    { operation: 'GET /api/order/{phone}' },
    { operation: 'GET /api/orders' },
  ],
  Notifications: [
    { operation: 'GET /api/notifications' },
    { operation: 'GET /api/notifications/summary' },
    {
      name: 'Register a customer by landline',
      operation: 'POST /api/customer',
      body: { name: 'Duka la Kahawa', phone: LANDLINE },
      checks: ["pm.test('sends no SMS there', () => pm.expect(pm.response.json().customer.textable).to.eql(false));"],
    },
    { name: 'Place an order for the landline', operation: 'POST /api/orders', body: { phone: LANDLINE } },
    { operation: 'GET /api/notifications/{id}', checks: UNTIL_FAILED },
    { operation: 'POST /api/notifications/{id}/resend' },
  ],
  Operations: [{ operation: 'GET /livez' }, { operation: 'GET /readyz' }],
  'Log out': [{ operation: 'POST /api/auth/logout' }],
};

function expectStatus(status) {
  return `pm.test('shows a ${status} order', () => pm.expect(pm.response.json().order.status).to.eql('${status}'));`;
}
