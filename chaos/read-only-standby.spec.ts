import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DatabaseLink } from '../test/support/database-link.js';
import type { OpenApiDocument } from '../test/support/openapi-document.js';
import { postTo, Service } from '../test/support/service.js';
import { Standby } from '../test/support/standby.js';
import { waitFor } from '../test/support/waiting.js';

const ORDERS = 20;

let servers: Standby;
let link: DatabaseLink;
const services: Service[] = [];
let headers: Record<string, string>;
let customerCode: string;

const serve = (databaseUrl: string, role: string): Service => {
  const dataDir = process.env.TEST_DATA_DIR ?? '';
  const service = new Service({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl, ROLE: role, OPEN_INTAKE: 'on' });
  services.push(service);
  return service;
};

async function fill(databaseUrl: string): Promise<void> {
  const service = serve(databaseUrl, 'api');
  const url = await service.url();
  const admin = { email: 'standby@example.com', phone_number: '+254712345678', password: 'a long sentence' };
  const registered = await postTo(`${url}/api/auth/admin-register/`, { ...admin, api_key: '123456721' });
  headers = { Authorization: `Bearer ${JSON.parse(registered.text).token}` };
  const made = await postTo(`${url}/api/customer`, { name: 'Wanjiku', phone: '0712345678' }, headers);
  customerCode = JSON.parse(made.text).customer.customer_code;
  for (let n = 0; n < ORDERS; n++)
    await postTo(`${url}/api/orders`, { customer_code: customerCode, item: `Mango ${n}`, amount: '420' }, headers);
  service.kill('SIGTERM');
  await service.ended;
}

beforeAll(async () => {
  servers = await Standby.start(fill);
  link = await DatabaseLink.to(servers.primary.url);
});
afterAll(async () => {
  for (const service of services) service.kill('SIGKILL');
  await link.cut();
  await servers.close();
});

/** A body that every operation of the document takes as far as its fields go. */
const BODY = (code: string) => ({
  ...{ customer_code: code, phone: '0712345678', item: 'Mango', amount: '420', name: 'Otieno', api_key: '123456721' },
  ...{ email: 'new@example.com', phone_number: '+254700000001', password: 'another long sentence' },
});

/** Calls each operation of the document as an admin, with an example body cut to its fields. */
async function callAll(url: string): Promise<Map<string, { status: number; type: string }>> {
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as OpenApiDocument;
  const answers = new Map<string, { status: number; type: string }>();
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, { requestBody }] of Object.entries(operations)) {
      const example = Object.values(requestBody?.content ?? {})[0]?.example ?? {};
      const own = Object.entries(BODY(customerCode)).filter(([name]) => name in example);
      const body = method === 'get' ? undefined : JSON.stringify({ ...example, ...Object.fromEntries(own) });
      const address = url + path.replace('{phone}', '+254712345678').replaceAll(/\{\w+\}/g, '1');
      const options = {
        method: method.toUpperCase(),
        body,
        headers: { ...headers, 'Content-Type': 'application/json' },
      };
      const answer = await fetch(address, options);
      const text = await answer.text();
      const type = answer.headers.get('content-type')?.includes('problem') ? JSON.parse(text).type : '';
      answers.set(`${method.toUpperCase()} ${path}`, { status: answer.status, type });
    }
  }
  return answers;
}

const readyAt = async (url: string): Promise<number> => (await fetch(`${url}/readyz`)).status;

describe('a database that became a read-only standby', () => {
  it('is a 503 to writes and at /readyz, never a 500, reads go on, and all works when it is back', async () => {
    const service = serve(link.url, 'all');
    const url = await service.url();
    expect(await readyAt(url)).toBe(200);
    await link.cut();
    await link.mend(servers.standby.url);
    const movedAt = performance.now();
    await waitFor(
      () => readyAt(url),
      (status) => status === 503,
      20_000,
    );
    const noticedMs = performance.now() - movedAt;
    const read = await fetch(`${url}/api/orders`, { headers });
    expect([read.status, ((await read.json()) as unknown[]).length]).toEqual([200, ORDERS]);
    const answers = await callAll(url);
    const refused = [...answers].filter(([, { status }]) => status === 503);
    expect([...answers].filter(([, { status }]) => status >= 500 && status !== 503)).toEqual([]);
    expect(refused.map(([call]) => call)).toEqual(
      expect.arrayContaining(['POST /api/orders/create', 'POST /api/auth/login']),
    );
    await link.cut();
    await link.mend(servers.primary.url);
    const backAt = performance.now();
    await waitFor(
      () => readyAt(url),
      (status) => status === 200,
      20_000,
    );
    const order = { customer_code: customerCode, item: 'Avocado', amount: '420' };
    expect((await postTo(`${url}/api/orders`, order, headers)).status).toBe(201);
    const backMs = performance.now() - backAt;
    console.info(
      `${answers.size} operations: ${refused.length} answered 503, none 500; /readyz noticed after ${Math.round(noticedMs)} ms, ` +
        `writing again ${Math.round(backMs)} ms after the primary was back`,
    );
    const errors = service.stdout.split('\n').filter((line) => /"level":"?(error|50)/.test(line));
    expect(errors.filter((line) => line.includes('stack'))).toEqual([]);
  });
});
