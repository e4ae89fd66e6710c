import { aPhone, aUser } from '../factories.js';
import { type CallsByRoute, NOWHERE, type Senders } from './senders.js';

/** The calls of the routes of customers. */
export function customerCalls(senders: Senders): CallsByRoute {
  const { pool } = senders.at;
  const userWithPhone = async () => {
    const { id } = await aUser(pool);
    await senders.api.post('/api/auth/add-user-number', { user_id: id, phone_number: aPhone() });
    return { user_id: id };
  };
  return {
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
  };
}
