import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commandsIn, parseCurl, send } from '../support/documented-curl.js';
import { type Answer, startApp, type TestApp } from '../support/test-app.js';

const commands = commandsIn(readFileSync('docs/api/admin-api.md', 'utf8'));

/** The server, user, customer and order that the document names. */
const DOCUMENTED = {
  host: 'http://54.169.156.141:8000',
  user: '14e10dbc-8953-40c8-b15b-21adb6324805',
  code: 'BHTMCDOO',
  order: 'ae5bbacb-0e4e-45c9-8e42-0bac18307021',
} as const;
const PHONE = '+254719485369';
const ID = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
const CODE = expect.stringMatching(/^[A-Z]{8}$/);
const INSTANT = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const TOKEN = { token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/), token_type: 'Bearer', expires_in: 3600 };
const ONE_PAGE = { page: 1, per_page: 25, total: 1, total_pages: 1, next_cursor: null };

let at: TestApp;
const answers: Record<string, Answer> = {};
const ours: { -readonly [Thing in keyof typeof DOCUMENTED]?: string } = {};

/**
 * Sends the command under `heading` with `token`, after `fill` has completed it.
 * Our host, ids and code replace the documented ones.
 */
function replay(heading: string, token?: string, fill = (command: string) => command): Promise<Answer> {
  let command = fill(commands.get(heading) ?? '');
  for (const [thing, value] of Object.entries(ours))
    command = command.replaceAll(DOCUMENTED[thing as keyof typeof DOCUMENTED], value);
  const parsed = parseCurl(command);
  return send({
    ...parsed,
    headers: { ...parsed.headers, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) },
  });
}

/**
 * Follows the document's "API Logic Flow" once and keeps each answer under the heading of its
 * command.
 */
beforeAll(async () => {
  at = await startApp({ ROLE: 'api' });
  ours.host = at.url;
  const keep = async (heading: string, token?: string, fill?: (command: string) => string): Promise<Answer> => {
    answers[heading] = await replay(heading, token, fill);
    return answers[heading];
  };
  await keep('ADMIN REGISTER (POST)');
  const filled = (command: string) =>
    command
      .replace('"email":""', '"email":"blabla@gmail.com"')
      .replace('"password":""', '"password":"////.///Rono123"');
  const { token } = (await keep('ADMIN LOGIN (POST)', undefined, filled)).json;
  ours.user = (await keep('LOOKUP ALL USERS (POST)', token)).json.users[0].id;
  await keep('ADD PHONE NUMBER TO A USER (POST)', token);
  ours.code = (await keep('CREATE CUSTOMER FROM A USER (POST)', token)).json.customer_code;
  await keep('LOOKUP ALL CUSTOMERS (GET)', token);
  ours.order = (await keep('CREATE ORDER (POST)', token)).json.order_id;
  await keep('MOCK USER RECEIVING ORDER (POST)', token);
  await keep('GET ORDER (GET)', token);
  await keep('SEE ALL ORDERS (POST)', token);
  await keep('SEE ALL USER ORDERS (POST)', token);
});
afterAll(() => at.close());

/** The JSON of the answer under a heading. Expects its status first. */
function jsonOf(heading: string, status: number): unknown {
  expect([heading, answers[heading]?.status, answers[heading]?.text]).toEqual([heading, status, expect.any(String)]);
  return answers[heading]?.json;
}

/** What the answers to a new customer and a new order say besides. */
const TEXTABLE = { textable: true, textable_reason: null };

const customer = () => ({
  id: ID,
  number: 1,
  customer_code: ours.code,
  name: 'blabla',
  email: 'blabla@gmail.com',
  phone_number: PHONE,
  user_id: ours.user,
  created_at: INSTANT,
  erasure_asked_at: null,
  erased_at: null,
});
const order = (state: object) => ({
  id: ours.order,
  number: 1,
  customer_code: ours.code,
  customer_name: 'blabla',
  phone: PHONE,
  item: 'Mango',
  amount: '420.00',
  currency: 'KES',
  created_at: INSTANT,
  cancelled_at: null,
  ...state,
});
const PENDING = { status: 'pending', confirmed_at: null };
const CONFIRMED = { status: 'confirmed', confirmed_at: INSTANT };

describe('the admin API', () => {
  it('answers every command of its document', () => {
    expect(commands.size).toBe(11);
    expect(Object.keys(answers).sort()).toEqual([...commands.keys()].sort());
  });

  it('gets each command as curl sends it: JSON labelled as a form, with its line breaks', () => {
    expect(parseCurl(commands.get('CREATE ORDER (POST)') ?? '')).toEqual({
      url: 'http://54.169.156.141:8000/api/orders/create/',
      method: 'POST',
      headers: {
        'User-Agent': expect.stringContaining('curl'),
        Accept: '*/*',
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: '{\n    "customer_code":"BHTMCDOO",\n    "item":"Mango",\n    "amount":"420"\n}',
    });
    expect(parseCurl(commands.get('GET ORDER (GET)') ?? '')).toMatchObject({ method: 'GET', body: null });
  });

  it('registers an admin whose phone number is a digit short', async () => {
    expect(jsonOf('ADMIN REGISTER (POST)', 201)).toEqual({
      message: 'Admin registered successfully',
      user_id: ID,
      ...TOKEN,
    });
    const { rows } = await at.pool.query('select email, role from users');
    expect(rows).toEqual([{ email: 'blabla@gmail.com', role: 'admin' }]);
  });

  it('logs the admin in, and names the fields to fill when e-mail and password are empty', async () => {
    expect(jsonOf('ADMIN LOGIN (POST)', 200)).toEqual({ message: 'Login successful', ...TOKEN });
    const empty = await replay('ADMIN LOGIN (POST)');
    expect(empty.status).toBe(400);
    expect(empty.json.errors.map(({ field }: { field: string }) => field).sort()).toEqual(['email', 'password']);
  });

  it('lists users by page and size given as JSON strings', () => {
    expect(jsonOf('LOOKUP ALL USERS (POST)', 200)).toEqual({
      ...ONE_PAGE,
      per_page: 10,
      users: [
        {
          id: ID,
          email: 'blabla@gmail.com',
          name: null,
          role: 'admin',
          phone_number: '+25471232435',
          providers: [],
          customer_code: null,
          created_at: INSTANT,
          erasure_asked_at: null,
        },
      ],
    });
  });

  it('adds a phone number to a user and makes the user a customer', () => {
    expect(jsonOf('ADD PHONE NUMBER TO A USER (POST)', 200)).toEqual({
      message: 'Phone number added successfully',
      user: expect.objectContaining({ id: ours.user, phone_number: PHONE, customer_code: null }),
    });
    expect(jsonOf('CREATE CUSTOMER FROM A USER (POST)', 201)).toEqual({
      message: 'Customer created successfully',
      customer_id: ID,
      customer_code: CODE,
      joined: false,
      customer: { ...customer(), ...TEXTABLE },
    });
    expect(jsonOf('LOOKUP ALL CUSTOMERS (GET)', 200)).toEqual({ ...ONE_PAGE, customers: [customer()] });
  });

  it('places an order and queues one notification to the customer', async () => {
    expect(jsonOf('CREATE ORDER (POST)', 201)).toEqual({
      message: 'Order created successfully',
      order_id: ID,
      order: { ...order(PENDING), ...TEXTABLE },
      sms: { id: ID, status: 'queued', segments: 1 },
    });
    const { rows } = await at.pool.query('select order_id, phone, status from notifications');
    expect(rows).toEqual([{ order_id: ours.order, phone: PHONE, status: 'queued' }]);
  });

  it('confirms the order, shows it, and lists it among all and among the customer’s', () => {
    const shown = order(CONFIRMED);
    expect(jsonOf('MOCK USER RECEIVING ORDER (POST)', 200)).toEqual({
      message: 'Order confirmed successfully',
      order: shown,
    });
    expect(jsonOf('GET ORDER (GET)', 200)).toEqual({
      order: { ...shown, sms: [{ id: ID, status: 'queued', segments: 1, cost: null, currency: null }] },
    });
    expect(jsonOf('SEE ALL ORDERS (POST)', 200)).toEqual({ ...ONE_PAGE, orders: [shown] });
    expect(jsonOf('SEE ALL USER ORDERS (POST)', 200)).toEqual({ ...ONE_PAGE, customer: customer(), orders: [shown] });
  });

  it('refuses every command without a token, except those that give one', async () => {
    const needy = [...commands.keys()].filter((heading) => !heading.startsWith('ADMIN'));
    const statuses = await Promise.all(needy.map(async (heading) => [heading, (await replay(heading)).status]));
    expect(statuses).toEqual(needy.map((heading) => [heading, 401]));
  });
});
