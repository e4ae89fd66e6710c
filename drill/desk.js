import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SandboxCarrier } from '../dist/src/development/carrier/sandbox-carrier.js';
import { HttpProxy } from './proxy.js';
import { findPort, Service } from './service.js';

/** The admin key of a development start. */
const ADMIN_KEY = '123456721';

/**
 * Two API and two worker processes behind a proxy, and a carrier.
 * @typedef {object} Desk
 * @property {HttpProxy} proxy
 * @property {string} url of the proxy
 * @property {readonly Service[]} apis
 * @property {readonly Service[]} workers
 * @property {SandboxCarrier} carrier which sends its delivery reports through the proxy
 * @property {string} token of an admin
 * @property {string} customerCode of a customer
 */

/**
 * Starts a desk on a database.
 * @param {import('../bench/stage.js').Stage} stage
 * @param {Record<string, string>} database variables that name it
 * @returns {Promise<Desk>}
 */
export async function openDesk(stage, database) {
  const proxyPort = await findPort();
  const url = `http://127.0.0.1:${proxyPort}`;
  const secret = randomBytes(32).toString('hex');
  const carrier = new SandboxCarrier(0, () => `${url}/api/callbacks/africastalking/${secret}/delivery-reports`);
  await carrier.listen();
  stage.ending(() => carrier.close());
  const env = {
    ...database,
    AT_BASE_URL: carrier.url,
    ...{ AT_CALLBACK_SECRET: secret, JWT_SECRET: secret, SESSION_SECRET: randomBytes(32).toString('hex') },
    ...{ TRUST_PROXY: '127.0.0.1', LOG_LEVEL: 'warn' },
  };
  const make = async (name, role, more) => {
    const folder = join(stage.folder, name);
    mkdirSync(folder);
    return new Service(stage, {
      name,
      port: await findPort(),
      env: { ...env, ROLE: role, DATA_DIR: folder, ...more },
    });
  };
  const apis = [await make('api-1', 'api'), await make('api-2', 'api')];
  const quick = { SMS_PER_SECOND: '500', SMS_CONCURRENCY: '20' };
  const workers = [await make('worker-1', 'worker', quick), await make('worker-2', 'worker', quick)];
  // The first one migrates, so that the others need not wait for it.
  for (const service of [...apis, ...workers]) await service.start();
  const proxy = new HttpProxy(apis.map((api) => api.url));
  await proxy.listen(proxyPort);
  stage.ending(() => proxy.close());
  return { proxy, url, apis, workers, carrier, ...(await openAccount(url)) };
}

async function openAccount(url) {
  const admin = { email: 'drill@example.com', phone_number: '+254712345678', password: 'a long sentence' };
  const { token } = await post(`${url}/api/auth/admin-register`, { ...admin, api_key: ADMIN_KEY });
  const { customer } = await post(`${url}/api/customer`, { name: 'Wanjiku', phone: '0712345678' }, token);
  return { token, customerCode: customer.customer_code };
}

async function post(url, body, token) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`POST ${url} answered ${answer.status}: ${text}`);
  return JSON.parse(text);
}
