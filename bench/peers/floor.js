/**
 * The floor: what a bare handler costs that does the same work.
 * - Fastify and `pg`, statements prepared by name, tokens verified once and remembered.
 * - JSON Schema validates requests and serialises answers.
 * - It does less than Agiza, which favours it. It has no request log, no revoked tokens,
 *   no Idempotency-Key, no orders by phone and no phone numbers in other writings.
 * - It has no SMS segments, no cursors and no problem documents either.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import fastify from 'fastify';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';

const { DATABASE_URL, PORT, JWT_SECRET } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
const tokens = new Map();

const orderColumns = `o.id, o.number, c.code as customer_code, c.name as customer_name, c.phone, o.item, o.amount, o.currency, o.status,
  o.created_at, o.confirmed_at, o.cancelled_at`;

const placeSql = `
  with customer as (select * from customers where code = $3),
  placed as (
    insert into orders (id, customer_id, item, amount, currency, created_by) select $1, id, $4, $5, 'KES', $6 from customer returning *),
  texted as (
    insert into notifications (id, kind, phone, order_id, order_number, customer_code)
    select $2, 'order-placed', c.phone, o.id, o.number, c.code from placed o cross join customer c returning id, status)
  select ${orderColumns}, t.id as sms_id, t.status as sms_status from placed o cross join customer c cross join texted t`;

const readSql = `
  select ${orderColumns},
    array(select json_build_object('id', n.id, 'status', n.status) from notifications n where n.order_id = o.id order by n.id) as sms
  from orders o join customers c on c.id = o.customer_id where o.id = $1`;

// PostgreSQL makes the JSON. Twenty rows read as rows cost this process twice its time.
const statementSql = `
  select json_build_object('customer_name', c.name, 'phone', c.phone, 'orders', coalesce((
    select json_agg(json_build_object('order_id', o.number, 'item', o.item, 'amount', o.amount::text,
                                      'created_at', to_char(o.created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), 'id', o.id, 'status', o.status))
    from (select * from orders where customer_id = c.id order by id desc limit $2) o), '[]'))::text as body
  from customers c where c.phone = $1`;

const text = { type: 'string' };
const instant = { type: ['string', 'null'], format: 'date-time' };
const object = (properties) => ({ type: 'object', properties });
const sms = object({ id: text, status: text });
const orderFields = {
  id: text,
  number: { type: 'integer' },
  customer_code: text,
  customer_name: text,
  phone: text,
  item: text,
};
const moreFields = {
  amount: text,
  currency: text,
  status: text,
  created_at: instant,
  confirmed_at: instant,
  cancelled_at: instant,
};
const order = object({ ...orderFields, ...moreFields });
const newOrder = object({
  ...order.properties,
  textable: { type: 'boolean' },
  textable_reason: { type: ['string', 'null'] },
});
const orderWithSms = object({ ...order.properties, sms: { type: 'array', items: sms } });

const placing = {
  body: {
    ...object({
      customer_code: { type: 'string', pattern: '^[A-Z]{8}$' },
      item: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[^\\x00-\\x1f\\x7f-\\x9f]+$' },
      amount: { type: 'string', pattern: '^(?=.*[1-9])0*\\d{1,12}(\\.\\d{1,2})?$' },
    }),
    required: ['customer_code', 'item', 'amount'],
    additionalProperties: false,
  },
  response: { 201: object({ message: text, order_id: text, order: newOrder, sms }) },
};
const reading = {
  params: object({ id: { type: 'string', format: 'uuid' } }),
  response: { 200: object({ order: orderWithSms }) },
};
const stating = {
  params: object({ phone: { type: 'string', pattern: '^\\+[1-9]\\d{5,14}$' } }),
  querystring: { ...object({ limit: { type: 'integer', minimum: 1, maximum: 1000 } }), required: ['limit'] },
};

const app = fastify({ ajv: { customOptions: { removeAdditional: false } } });
app.decorateRequest('userId', null);
const admins = async (request, reply) => {
  request.userId = holderOf(request.headers.authorization ?? '');
  if (request.userId === null) return reply.code(401).send({ message: 'send a token' });
};

app.get('/readyz', async () => (await pool.query('select 1')).rows);

app.post('/api/orders/create', { schema: placing, onRequest: admins }, async (request, reply) => {
  const { customer_code, item, amount } = request.body;
  const values = [uuidv7(), uuidv7(), customer_code, item.trim(), amount, request.userId];
  const [row] = (await pool.query({ name: 'place', text: placeSql, values })).rows;
  if (row === undefined) return reply.code(404).send({ message: 'no such customer' });
  reply.code(201);
  return {
    message: 'Order created successfully',
    order_id: row.id,
    order: { ...row, ...describeTextable(row.phone) },
    sms: { id: row.sms_id, status: row.sms_status },
  };
});

app.get('/api/orders/:id', { schema: reading, onRequest: admins }, async (request, reply) => {
  const [row] = (await pool.query({ name: 'read', text: readSql, values: [request.params.id] })).rows;
  return row === undefined ? reply.code(404).send({ message: 'no such order' }) : { order: row };
});

app.get('/api/order/:phone', { schema: stating, onRequest: admins }, async (request, reply) => {
  const { phone } = request.params;
  const [row] = (await pool.query({ name: 'statement', text: statementSql, values: [phone, request.query.limit] }))
    .rows;
  if (row === undefined) return reply.code(404).send({ message: 'no such customer' });
  return reply.type('application/json; charset=utf-8').send(row.body);
});

/** Mobile numbers of Kenya alone get SMS, which is Agiza's default. */
function describeTextable(phone) {
  const textable = /^\+254[17]\d{8}$/.test(phone);
  return { textable, textable_reason: textable ? null : 'This is no mobile number of KE, so no SMS is sent to it.' };
}

function holderOf(authorization) {
  if (!tokens.has(authorization)) tokens.set(authorization, verified(authorization));
  const claims = tokens.get(authorization);
  return claims !== null && claims.exp * 1000 > Date.now() ? claims.sub : null;
}

function verified(authorization) {
  const [, head, payload, signature] = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(authorization) ?? [];
  const right = createHmac('sha256', JWT_SECRET).update(`${head}.${payload}`).digest();
  const given = Buffer.from(signature ?? '', 'base64url');
  const claims =
    given.length === right.length && timingSafeEqual(given, right) ? JSON.parse(Buffer.from(payload, 'base64url')) : {};
  return claims.iss === 'agiza' && claims.aud === 'agiza-api' ? claims : null;
}

await app.listen({ port: Number(PORT), host: '127.0.0.1' });
