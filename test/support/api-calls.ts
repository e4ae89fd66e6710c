import { aBrowser } from './browser.js';
import { aCustomer, aPhone, aUser } from './factories.js';
import type { Answer, TestApp } from './test-app.js';

/** Calls that bring a route to each answer that its description names. */
export interface RouteCalls {
  readonly good: () => Promise<Answer>;
  readonly bad: Readonly<Record<number, () => Promise<Answer>>>;
}

const NOWHERE = '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99';
const REGISTRATION = { password: '////.///Rono123', api_key: '123456721' };

/** Calls for every route, by `METHOD /path`. The application must have OPEN_INTAKE on, and `closed` off. */
export async function apiCalls(at: TestApp, closed: TestApp): Promise<Readonly<Record<string, RouteCalls>>> {
  const token = await at.admin();
  const login = { email: 'admin1@example.com', password: 'correct horse battery', api_key: '123456721' };
  const {
    rows: [admin],
  } = await at.pool.query('select phone as phone_number from users');
  const customer = await aCustomer(at.pool);
  const order = (more: object = {}) => ({ customer_code: customer.code, item: 'Mango', amount: '420', ...more });
  const registration = () => ({ ...REGISTRATION, email: `${aPhone()}@example.com`, phone_number: aPhone() });

  const get = (path: string) => () => at.curl(path, undefined, token);
  const post = (path: string, body: object | (() => object | Promise<object>) = {}) => {
    return async () => at.curl(path, JSON.stringify(typeof body === 'function' ? await body() : body), token);
  };
  const withKey = (path: string, key: string, body: object) => {
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}`, 'Idempotency-Key': key };
    return at.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
  };
  const stranger = (method: string, path: string) => () => at.request(path, { method, headers: { Authorization: 'Bearer mango' } });
  const endUser = aBrowser(closed);
  await endUser.signIn('google', 'wanjiku');
  const asUser = (method: string, path: string) => () => {
    const headers = { Accept: 'application/json', 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' };
    return endUser.open(path, { method, headers });
  };
  const often = (call: () => Promise<Answer>) => async () => {
    for (let left = 50; ; left--) {
      const answer = await call();
      if (answer.status === 429) await at.pool.query('truncate login_attempts');
      if (answer.status === 429 || left === 0) return answer;
    }
  };
  const cancelled = async (): Promise<string> => {
    const { order_id } = (await post('/api/orders', order())()).json;
    await post(`/api/orders/${order_id}/cancel`)();
    return order_id;
  };
  const texted = async (status = 'queued'): Promise<string> => {
    const { id } = (await post('/api/orders', order())()).json.sms;
    await at.pool.query('update notifications set status = $2 where id = $1', [id, status]);
    return id;
  };
  const phoned = async (): Promise<{ user_id: string }> => {
    const { id } = await aUser(at.pool);
    await post('/api/auth/add-user-number', { user_id: id, phone_number: aPhone() })();
    return { user_id: id };
  };
  const unready = async () => {
    await at.pool.query(`update migrations set name = 'not ' || name`);
    const answer = await at.request('/readyz');
    await at.pool.query('update migrations set name = substr(name, 5)');
    return answer;
  };

  const placing = (path: string): RouteCalls => ({
    good: post(path, order()),
    bad: {
      400: post(path, { item: 'Mango' }),
      401: stranger('POST', path),
      403: asUser('POST', path),
      404: post(path, { ...order(), customer_code: 'AAAAAAAA' }),
      422: async () => {
        await withKey(path, path, order());
        return withKey(path, path, order({ amount: '421' }));
      },
    },
  });
  const listing = (method: 'GET' | 'POST', path: string): RouteCalls => ({
    good: method === 'GET' ? get(path) : post(path),
    bad: {
      400: method === 'GET' ? get(`${path}?cursor=mango`) : post(path, { page: 0 }),
      401: stranger(method, path),
      403: asUser(method, path),
    },
  });
  const intake = { name: 'Wanjiku', phone: aPhone() };

  return {
    'GET /livez': { good: get('/livez'), bad: {} },
    'GET /readyz': { good: get('/readyz'), bad: { 503: unready } },
    'GET /api/notifications': listing('GET', '/api/notifications'),
    'GET /api/notifications/summary': {
      ...listing('GET', '/api/notifications/summary'),
      bad: { ...listing('GET', '/api/notifications/summary').bad, 400: get('/api/notifications/summary?days=0') },
    },
    'GET /api/notifications/{id}': {
      good: async () => get(`/api/notifications/${await texted()}`)(),
      bad: {
        401: stranger('GET', `/api/notifications/${NOWHERE}`),
        403: asUser('GET', `/api/notifications/${NOWHERE}`),
        404: get(`/api/notifications/${NOWHERE}`),
      },
    },
    'POST /api/notifications/{id}/resend': {
      good: async () => post(`/api/notifications/${await texted('failed')}/resend`)(),
      bad: {
        400: post(`/api/notifications/${NOWHERE}/resend`, { id: 1 }),
        401: stranger('POST', `/api/notifications/${NOWHERE}/resend`),
        403: asUser('POST', `/api/notifications/${NOWHERE}/resend`),
        404: post(`/api/notifications/${NOWHERE}/resend`),
        409: async () => post(`/api/notifications/${await texted()}/resend`)(),
      },
    },
    'POST /api/auth/admin-register': {
      good: post('/api/auth/admin-register', registration),
      bad: {
        400: post('/api/auth/admin-register', { api_key: '123456721' }),
        403: post('/api/auth/admin-register', { api_key: 'mango' }),
        409: post('/api/auth/admin-register', { ...registration(), email: login.email }),
        429: often(post('/api/auth/admin-register', { api_key: 'mango' })),
      },
    },
    'POST /api/auth/login': {
      good: post('/api/auth/login', login),
      bad: {
        400: post('/api/auth/login'),
        401: post('/api/auth/login', { ...login, email: 'nobody@example.com' }),
        429: often(post('/api/auth/login', { ...login, password: 'mango' })),
      },
    },
    'POST /api/auth/logout': {
      good: async () => at.curl('/api/auth/logout', '', await at.admin()),
      bad: { 400: post('/api/auth/logout', { id: 1 }), 401: stranger('POST', '/api/auth/logout'), 403: asUser('POST', '/api/auth/logout') },
    },
    'GET /api/lookup/all-users': listing('GET', '/api/lookup/all-users'),
    'POST /api/lookup/all-users': listing('POST', '/api/lookup/all-users'),
    'POST /api/auth/add-user-number': {
      good: post('/api/auth/add-user-number', async () => ({ user_id: (await aUser(at.pool)).id, phone_number: aPhone() })),
      bad: {
        400: post('/api/auth/add-user-number'),
        401: stranger('POST', '/api/auth/add-user-number'),
        403: asUser('POST', '/api/auth/add-user-number'),
        404: post('/api/auth/add-user-number', { user_id: NOWHERE, phone_number: aPhone() }),
        409: post('/api/auth/add-user-number', async () => ({ user_id: (await aUser(at.pool)).id, phone_number: admin.phone_number })),
      },
    },
    'POST /api/auth/create-customer': {
      good: post('/api/auth/create-customer', phoned),
      bad: {
        400: post('/api/auth/create-customer'),
        401: stranger('POST', '/api/auth/create-customer'),
        403: asUser('POST', '/api/auth/create-customer'),
        404: post('/api/auth/create-customer', { user_id: NOWHERE }),
        409: post('/api/auth/create-customer', async () => ({ user_id: (await aUser(at.pool)).id })),
      },
    },
    'GET /api/lookup/all-customers': listing('GET', '/api/lookup/all-customers'),
    'POST /api/lookup/all-customers': listing('POST', '/api/lookup/all-customers'),
    'POST /api/customer': {
      good: post('/api/customer', () => ({ name: 'Wanjiku', phone: aPhone() })),
      bad: {
        400: post('/api/customer'),
        401: stranger('POST', '/api/customer'),
        403: asUser('POST', '/api/customer'),
        409: post('/api/customer', { name: 'Another', phone: customer.phone }),
        429: often(() => at.curl('/api/customer', JSON.stringify(intake))),
      },
    },
    'GET /api/customers': listing('GET', '/api/customers'),
    'POST /api/orders/create': placing('/api/orders/create'),
    'POST /api/orders': placing('/api/orders'),
    'POST /api/order': {
      good: () => at.curl('/api/order', JSON.stringify(order())),
      bad: { ...placing('/api/order').bad, 429: often(() => at.curl('/api/order', JSON.stringify(order()))) },
    },
    'GET /api/orders': listing('GET', '/api/orders'),
    'GET /api/orders/{id}': {
      good: async () => get(`/api/orders/${await cancelled()}`)(),
      bad: { 401: stranger('GET', `/api/orders/${NOWHERE}`), 403: asUser('GET', `/api/orders/${NOWHERE}`), 404: get('/api/orders/mango') },
    },
    'POST /api/orders/customer-order/confirm': {
      good: post('/api/orders/customer-order/confirm', async () => {
        const { order_id } = (await post('/api/orders', order())()).json;
        return { customer_code: customer.code, order_id };
      }),
      bad: {
        400: post('/api/orders/customer-order/confirm'),
        401: stranger('POST', '/api/orders/customer-order/confirm'),
        403: asUser('POST', '/api/orders/customer-order/confirm'),
        404: post('/api/orders/customer-order/confirm', { customer_code: customer.code, order_id: NOWHERE }),
        409: post('/api/orders/customer-order/confirm', async () => ({ customer_code: customer.code, order_id: await cancelled() })),
      },
    },
    'POST /api/orders/{id}/cancel': {
      good: async () => post(`/api/orders/${(await post('/api/orders', order())()).json.order_id}/cancel`)(),
      bad: {
        400: post(`/api/orders/${NOWHERE}/cancel`, { status: 'cancelled' }),
        401: stranger('POST', `/api/orders/${NOWHERE}/cancel`),
        403: asUser('POST', `/api/orders/${NOWHERE}/cancel`),
        404: post(`/api/orders/${NOWHERE}/cancel`),
        409: async () => post(`/api/orders/${await cancelled()}/cancel`)(),
      },
    },
    'POST /api/orders/all-orders': listing('POST', '/api/orders/all-orders'),
    'POST /api/orders/customer/all-orders': {
      good: post('/api/orders/customer/all-orders', { customer_code: customer.code }),
      bad: {
        400: post('/api/orders/customer/all-orders'),
        401: stranger('POST', '/api/orders/customer/all-orders'),
        403: asUser('POST', '/api/orders/customer/all-orders'),
        404: post('/api/orders/customer/all-orders', { customer_code: 'AAAAAAAA' }),
      },
    },
    'GET /api/order/{phone}': {
      good: get(`/api/order/${customer.phone}`),
      bad: {
        400: get('/api/order/mango'),
        401: stranger('GET', '/api/order/mango'),
        403: asUser('GET', '/api/order/mango'),
        404: get(`/api/order/${aPhone()}`),
      },
    },
  };
}
