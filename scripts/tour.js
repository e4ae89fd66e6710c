/**
 * What the Postman collection has beside the requests of the OpenAPI document. Those come in the
 * document's own order, once for each example.
 */

/** Where an example names something that may be there only once, each run has its own. */
export const OWN_VALUES = {
  'blabla@gmail.com': 'admin-{{run}}@example.com',
  'other.admin@example.com': 'other-admin-{{run}}@example.com',
  'achieng@example.com': 'achieng-{{run}}@example.com',
  '+25471232435': '+25474{{run}}',
  '+254711000222': '+25475{{run}}',
  '+254719485369': '+25476{{run}}',
  '0712345678': '079{{run}}',
  '020 2012345': '020{{run}}',
};

/** Pages that are opened before the requests of a group. */
export const PAGES = {
  users: [
    {
      name: 'Begin to sign in with Google (on a development start: its stand-in)',
      page: '{{baseUrl}}/auth/google',
      checks: [
        "const [, link] = /href=\"(http[^\"]+person=new-\\d+)\"/.exec(pm.response.text().replaceAll('&#38;', '&')) ?? [];",
        "pm.test('shows whom to sign in as', () => pm.expect(link, 'only a development start has a stand-in').to.be.a('string'));",
        "pm.collectionVariables.set('consent', link);",
      ],
    },
    {
      name: 'Choose somebody without an account, and come back signed in',
      page: '{{consent}}',
      checks: [
        "pm.test('shows that somebody is signed in', () => pm.expect(pm.response.text()).to.include('Sign out'));",
      ],
    },
  ],
};

/** Waits until the notification has failed: it asks again every 200 ms, at most 50 times. */
const UNTIL_FAILED = [
  'const { status } = pm.response.json().notification ?? {};',
  "const asked = Number(pm.collectionVariables.get('asked')) + 1;",
  "const waits = ['queued', 'sending'].includes(status) && asked < 50;",
  "pm.collectionVariables.set('asked', waits ? asked : 0);",
  'if (waits) setTimeout(() => pm.execution.setNextRequest(pm.info.requestName), 200);',
  "else pm.test('has failed, since no SMS goes to a landline', () => pm.expect(status).to.eql('failed'));",
];

const expectStatus = (status) =>
  `pm.test('shows a ${status} order', () => pm.expect(pm.response.json().order.status).to.eql('${status}'));`;

/**
 * What single requests have: `path` and `headers` in the place of the document's examples, lines that run
 * `before` the request, and `checks` of its answer. A request with another example than the first
 * is known by the example's name too.
 */
export const DETAILS = {
  'POST /api/auth/admin-register': {
    before: ["pm.collectionVariables.set('run', String(Date.now() % 1e7).padStart(7, '0'));"],
  },
  'PATCH /api/staff/{id}': {
    checks: ["pm.test('gives the other role', () => pm.expect(pm.response.json().member.role).to.eql('viewer'));"],
  },
  'POST /api/lookup/all-users': {
    checks: [
      "const user = pm.response.json().users.find(({ role }) => role === 'user');",
      "pm.test('has the user who signed in', () => pm.expect(user.email).to.match(/^new-/));",
      "pm.collectionVariables.set('user_id', user.id);",
    ],
  },
  'POST /api/auth/add-user-number': {
    checks: [
      "pm.test('gives the number to the user', () => pm.expect(pm.response.json().user.id).to.eql(pm.collectionVariables.get('user_id')));",
    ],
  },
  'GET /api/customers/{id}': {
    checks: [
      "pm.test('names its version', () => pm.expect(pm.response.headers.get('ETag')).to.match(/^\".+\"$/));",
      "pm.collectionVariables.set('customer_version', pm.response.headers.get('ETag'));",
    ],
  },
  'PATCH /api/customers/{id}': { headers: { 'If-Match': '{{customer_version}}' } },
  'POST /api/customer landline': {
    checks: ["pm.test('sends no SMS there', () => pm.expect(pm.response.json().customer.textable).to.eql(false));"],
  },
  'GET /api/customers': {
    checks: ["pm.test('has the customers', () => pm.expect(pm.response.json().length).to.be.at.least(3));"],
  },
  'GET /api/orders/{id}': { path: { id: '{{order_id}}' }, checks: [expectStatus('pending')] },
  'PATCH /api/orders/{id}': { checks: [expectStatus('pending')] },
  'POST /api/orders/{id}/undo-confirmation': { checks: [expectStatus('pending')] },
  'GET /api/orders/{id}/history': {
    checks: ["pm.test('has every event', () => pm.expect(pm.response.json().history.length).to.be.at.least(3));"],
  },
  'POST /api/orders/customer-order/confirm': { checks: [expectStatus('confirmed')] },
  'POST /api/orders/{id}/cancel': { checks: [expectStatus('cancelled')] },
  'GET /api/notifications/{id}': { checks: UNTIL_FAILED },
};
