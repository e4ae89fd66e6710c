import { ADMIN_KEY } from './contenders.js';

/**
 * Sends one call and reads its answer.
 * @param {string} url of the service
 * @param {import('./load/load.js').Call & { key?: string }} call `key`: its Idempotency-Key
 * @returns {Promise<any>} the JSON of a 2xx answer
 * @throws Error with any other answer
 */
export async function send(url, { method, path, token, body, key }) {
  const headers = {
    ...(token && { authorization: `Bearer ${token}` }),
    ...(body && { 'content-type': 'application/json' }),
    ...(key && { 'idempotency-key': key }),
  };
  const answer = await fetch(url + path, { method, headers, body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text.slice(0, 500)}`);
  return JSON.parse(text);
}

/**
 * Registers admins at Agiza and gives their tokens. The peers take these tokens too.
 * @param {string} url
 * @param {number} count
 */
export async function registerAdmins(url, count) {
  const tokens = [];
  for (let i = 1; i <= count; i++) {
    const admin = {
      email: `admin${i}@bench.example`,
      phone_number: `+2541100000${i}`,
      password: 'correct horse battery',
      api_key: ADMIN_KEY,
    };
    const { token } = await send(url, {
      method: 'POST',
      path: '/api/auth/admin-register',
      token: '',
      body: JSON.stringify(admin),
    });
    tokens.push(token);
  }
  return tokens;
}
