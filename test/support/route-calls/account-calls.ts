import { aPhone, aUser } from '../factories.js';
import { type CallsByRoute, NOWHERE, type Senders } from './senders.js';

const LOGIN = { email: 'admin1@example.com', password: 'correct horse battery', api_key: '123456721' };

const WRONG_RESET = { email: LOGIN.email, code: 'mango', new_password: 'four words of ours' };

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
  const anotherAdmin = async (): Promise<string> =>
    (await senders.post('/api/auth/admin-register', registration)()).json.user_id;
  const ownId = (await pool.query('select id from users where email = $1', [LOGIN.email])).rows[0].id;
  const toAnother = (path: string) => ({
    good: senders.post(path, async () => ({ user_id: await anotherAdmin() })),
    bad: {
      400: senders.post(path),
      401: senders.withWrongToken('POST', path),
      403: senders.asEndUser('POST', path),
      404: senders.post(path, { user_id: NOWHERE }),
      409: senders.post(path, { user_id: ownId }),
    },
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
    'POST /api/auth/change-password': {
      good: async () =>
        (await senders.at.asAdmin()).post('/api/auth/change-password', {
          old_password: LOGIN.password,
          new_password: 'four words of ours',
        }),
      bad: {
        400: senders.post('/api/auth/change-password'),
        401: senders.withWrongToken('POST', '/api/auth/change-password'),
        403: senders.post('/api/auth/change-password', { old_password: 'mango', new_password: 'four words of ours' }),
        429: senders.untilLimited(
          senders.post('/api/auth/change-password', { old_password: 'mango', new_password: 'four words of ours' }),
        ),
      },
    },
    'POST /api/auth/create-reset-code': toAnother('/api/auth/create-reset-code'),
    'POST /api/auth/disable-admin': toAnother('/api/auth/disable-admin'),
    'POST /api/auth/enable-admin': toAnother('/api/auth/enable-admin'),
    'POST /api/auth/reset-password': {
      good: async () => {
        const id = await anotherAdmin();
        const { code } = (await senders.post('/api/auth/create-reset-code', { user_id: id })()).json;
        const { email } = (await pool.query('select email from users where id = $1', [id])).rows[0];
        return senders.post('/api/auth/reset-password', { email, code, new_password: 'four words of ours' })();
      },
      bad: {
        400: senders.post('/api/auth/reset-password'),
        401: senders.post('/api/auth/reset-password', WRONG_RESET),
        429: senders.untilLimited(senders.post('/api/auth/reset-password', WRONG_RESET)),
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
