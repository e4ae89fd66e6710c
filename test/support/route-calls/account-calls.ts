import { aPhone, aUser } from '../factories.js';
import { type CallsByRoute, NOWHERE, type Senders } from './senders.js';

const LOGIN = { email: 'admin1@example.com', password: 'correct horse battery', api_key: '123456721' };

/** The calls of the routes of admins and users. */
export async function accountCalls(senders: Senders): Promise<CallsByRoute> {
  const { pool } = senders.at;
  const taken = (await pool.query('select phone from users where email = $1', [LOGIN.email])).rows[0].phone;
  const registration = () => {
    return {
      email: `${aPhone()}@example.com`,
      phone_number: aPhone(),
      password: '////.///Rono123',
      api_key: '123456721',
    };
  };
  const withPhone = (phone?: string) => async () => ({
    user_id: (await aUser(pool)).id,
    phone_number: phone ?? aPhone(),
  });
  return {
    'POST /api/auth/admin-register': {
      good: senders.post('/api/auth/admin-register', registration),
      bad: {
        400: senders.post('/api/auth/admin-register', { api_key: '123456721' }),
        403: senders.post('/api/auth/admin-register', { api_key: 'mango' }),
        409: senders.post('/api/auth/admin-register', { ...registration(), email: LOGIN.email }),
        429: senders.untilLimited(senders.post('/api/auth/admin-register', { api_key: 'mango' })),
      },
    },
    'POST /api/auth/login': {
      good: senders.post('/api/auth/login', LOGIN),
      bad: {
        400: senders.post('/api/auth/login'),
        401: senders.post('/api/auth/login', { ...LOGIN, email: 'nobody@example.com' }),
        429: senders.untilLimited(senders.post('/api/auth/login', { ...LOGIN, password: 'mango' })),
      },
    },
    'POST /api/auth/logout': {
      good: async () => (await senders.at.asAdmin()).post('/api/auth/logout', ''),
      bad: {
        400: senders.post('/api/auth/logout', { id: 1 }),
        401: senders.withWrongToken('POST', '/api/auth/logout'),
        403: senders.asEndUser('POST', '/api/auth/logout'),
      },
    },
    'GET /api/lookup/all-users': senders.listing('GET', '/api/lookup/all-users'),
    'POST /api/lookup/all-users': senders.listing('POST', '/api/lookup/all-users'),
    'POST /api/auth/add-user-number': {
      good: senders.post('/api/auth/add-user-number', withPhone()),
      bad: {
        400: senders.post('/api/auth/add-user-number'),
        401: senders.withWrongToken('POST', '/api/auth/add-user-number'),
        403: senders.asEndUser('POST', '/api/auth/add-user-number'),
        404: senders.post('/api/auth/add-user-number', { user_id: NOWHERE, phone_number: aPhone() }),
        409: senders.post('/api/auth/add-user-number', withPhone(taken)),
      },
    },
  };
}
