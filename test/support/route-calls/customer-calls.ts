import { aCustomer, aPhone, aUser, someOrders } from '../factories.js';
import { type CallsByRoute, NOWHERE, type Senders } from './senders.js';

/** The calls of the routes of customers. */
export function customerCalls(senders: Senders): CallsByRoute {
  const { pool } = senders.at;
  const userWithPhone = async () => {
    const { id } = await aUser(pool);
    await senders.api.post('/api/auth/add-user-number', { user_id: id, phone_number: aPhone() });
    return { user_id: id };
  };
  const customerWhoWaits = async () => {
    const { id } = await aCustomer(pool);
    await someOrders(pool, id, 1);
    return id;
  };
  const fresh =
    (path = '') =>
    async () =>
      senders.get(`/api/customers/${(await aCustomer(pool)).id}${path}`)();
  const correct = (id: string, ifMatch: string | null = '*', body: object = { name: 'Wanjiru' }) =>
    senders.patch(`/api/customers/${id}`, body, ifMatch === null ? {} : { 'If-Match': ifMatch });
  const one = (path: string) => ({
    good: fresh(path),
    bad: {
      400: senders.get(`/api/customers/${NOWHERE}${path}?expand=orders`),
      401: senders.withWrongToken('GET', `/api/customers/${NOWHERE}${path}`),
      403: senders.asEndUser('GET', `/api/customers/${NOWHERE}${path}`),
      404: senders.get(`/api/customers/${NOWHERE}${path}`),
    },
  });
  const unlink = (id: string, body = {}) => senders.post(`/api/customers/${id}/unlink`, body);
  return {
    'GET /api/customers/{id}': one(''),
    'GET /api/customers/{id}/history': one('/history'),
    'PATCH /api/customers/{id}': {
      good: async () => correct((await aCustomer(pool)).id)(),
      bad: {
        400: correct(NOWHERE, '*', {}),
        401: senders.withWrongToken('PATCH', `/api/customers/${NOWHERE}`),
        403: senders.asEndUser('PATCH', `/api/customers/${NOWHERE}`),
        404: correct(NOWHERE),
        409: async () => correct((await aCustomer(pool)).id, '*', { phone_number: senders.customer.phone })(),
        412: async () => correct((await aCustomer(pool)).id, '"of another day"')(),
        428: async () => correct((await aCustomer(pool)).id, null)(),
      },
    },
    'POST /api/customers/{id}/unlink': {
      good: async () => {
        const { customer_id } = (await senders.post('/api/auth/create-customer', userWithPhone)()).json;
        return unlink(customer_id)();
      },
      bad: {
        400: unlink(NOWHERE, { user_id: NOWHERE }),
        401: senders.withWrongToken('POST', `/api/customers/${NOWHERE}/unlink`),
        403: senders.asEndUser('POST', `/api/customers/${NOWHERE}/unlink`),
        404: unlink(NOWHERE),
        409: async () => unlink((await aCustomer(pool)).id)(),
      },
    },
    'POST /api/auth/create-customer': {
      good: senders.post('/api/auth/create-customer', userWithPhone),
      bad: {
        400: senders.post('/api/auth/create-customer'),
        401: senders.withWrongToken('POST', '/api/auth/create-customer'),
        403: senders.asEndUser('POST', '/api/auth/create-customer'),
        404: senders.post('/api/auth/create-customer', { user_id: NOWHERE }),
        409: senders.post('/api/auth/create-customer', async () => ({ user_id: (await aUser(pool)).id })),
      },
    },
    'GET /api/lookup/all-customers': senders.listing('GET', '/api/lookup/all-customers'),
    'POST /api/lookup/all-customers': senders.listing('POST', '/api/lookup/all-customers'),
    'POST /api/customer': {
      good: senders.post('/api/customer', () => ({ name: 'Wanjiku', phone: aPhone() })),
      bad: {
        400: senders.post('/api/customer'),
        401: senders.withWrongToken('POST', '/api/customer'),
        403: senders.asEndUser('POST', '/api/customer'),
        409: senders.post('/api/customer', { name: 'Another', phone: senders.customer.phone }),
        429: senders.untilLimited(senders.postAnonymously('/api/customer', { name: 'Wanjiku', phone: aPhone() })),
      },
    },
    'GET /api/customers': senders.listing('GET', '/api/customers'),
    'GET /api/customers/{id}/export': {
      good: async () => senders.get(`/api/customers/${(await aCustomer(pool)).id}/export`)(),
      bad: {
        400: senders.get(`/api/customers/${NOWHERE}/export?page=1`),
        401: senders.withWrongToken('GET', `/api/customers/${NOWHERE}/export`),
        403: senders.asEndUser('GET', `/api/customers/${NOWHERE}/export`),
        404: senders.get(`/api/customers/${NOWHERE}/export`),
      },
    },
    'DELETE /api/customers/{id}': {
      good: async () => senders.delete(`/api/customers/${(await aCustomer(pool)).id}`)(),
      bad: {
        400: senders.delete(`/api/customers/${NOWHERE}`, { items: 'mango' }),
        401: senders.withWrongToken('DELETE', `/api/customers/${NOWHERE}`),
        403: senders.asEndUser('DELETE', `/api/customers/${NOWHERE}`),
        404: senders.delete(`/api/customers/${NOWHERE}`),
        409: async () => senders.delete(`/api/customers/${await customerWhoWaits()}`)(),
      },
    },
  };
}
