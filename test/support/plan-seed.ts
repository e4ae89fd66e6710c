import type { Pool } from 'pg';

/**
 * Customers among the seeded rows.
 * Of the 20,000 orders a quarter belong to one customer, and the others to 499 more.
 */
export const SEED = {
  /** Code and id of the customer with a quarter of the orders. */
  frequent: 'AAAAAAAB',
  frequentId: '00000000-0001-7000-8000-000000000002',
  /** Code, phone and id of one of the 499. */
  code: 'AAAAAACC',
  phone: '+254701000022',
  customerId: '00000000-0016-7000-8000-000000000002',
};

const ORDERS = 20_000;

const id = (table: number, n: string) =>
  `(lpad(to_hex(${n} / 65536), 8, '0') || '-' || lpad(to_hex(${n} % 65536), 4, '0') || '-7000-8000-00000000000${table}')::uuid`;

/** Fills every table that grows, and analyses them. */
export async function seedForPlans(pool: Pool): Promise<void> {
  await pool.query(`
    set local session_replication_role = replica;
    insert into users (id, role, email, phone, password_hash)
      select ${id(1, 'n')}, case when n % 50 = 0 then 'admin' else 'user' end, 'user' || n || '@example.com', '+25471' || (1000000 + n),
             case when n % 50 = 0 then 'x' end
      from generate_series(1, 40000) n;
    insert into users (id, role, email, email_verified)
      select ${id(5, 'n')}, 'user', 'waiting' || n || '@example.com', true from generate_series(1, 3000) n;
    insert into staff (id, user_id, subject, invited_email, role, invited_by)
      select ${id(6, 'n')}, ${id(5, 'n')}, 's' || n, 'waiting' || n || '@example.com', 'clerk', ${id(1, '50')}
      from generate_series(1, 2000) n;
    insert into identities (provider, subject, user_id)
      select 'google', n::text, ${id(1, 'n')} from generate_series(1, 10000) n;
    insert into customers (id, code, name, phone, user_id)
      select ${id(2, 'n')}, translate(lpad(n::text, 8, '0'), '0123456789', 'ABCDEFGHIJ'), 'Customer ' || n, '+25470' || (1000000 + n), ${id(1, 'n')}
      from generate_series(1, 5000) n;
    insert into orders (id, customer_id, item, amount, currency, status, confirmed_at, cancelled_at, created_by, idempotency_key, request_hash)
      select ${id(3, 'n')}, ${id(2, '(case when n % 4 = 0 then 1 else 2 + n % 499 end)')}, 'Item ' || n, n, 'KES', status,
             case status when 'confirmed' then now() end, case status when 'cancelled' then now() end, ${id(1, 'n')}, 'key ' || n, '\\x00'
      from (select n, case when n % 100 = 0 then 'cancelled' when n % 5 = 0 then 'pending' else 'confirmed' end as status
            from generate_series(1, ${ORDERS}) n) numbered;
    insert into api_keys (id, name, scopes, digest, created_by, expires_at)
      select ${id(4, 'n')}, 'Key ' || n, '{orders:write}', sha256(n::text::bytea), ${id(1, 'n')}, now() + interval '1 year'
      from generate_series(1, 2000) n;
    insert into order_events (order_id, kind, actor_kind, changes)
      select id, status, 'admin', jsonb_build_array(jsonb_build_object('field', 'status', 'before', 'pending', 'after', status))
      from orders where status <> 'pending';
    insert into customer_events (customer_id, kind, actor_kind, changes)
      select id, 'corrected', 'admin', jsonb_build_array(jsonb_build_object('field', 'name', 'before', 'x', 'after', name)) from customers;
    insert into notifications (id, order_id, order_number, customer_code, phone)
      select ${id(4, 'n')}, o.id, o.number, c.code, c.phone
      from generate_series(1, ${ORDERS}) n join orders o on o.id = ${id(3, 'n')} join customers c on c.id = o.customer_id;
    insert into sent_messages (message_id, notification_id, segments, cost, currency)
      select 'ATXid_' || n, ${id(4, 'n')}, 1, 0.8, 'KES' from generate_series(1, ${ORDERS}) n;
    insert into customer_phrases (phrase, customer_id) select phrase, id from customers cross join lateral phrases_of(name) phrase;
    insert into sms_days (day, spent, price) select current_date - n, 100, 0.8 from generate_series(1, 400) n;
    insert into login_attempts (source, attempts, attempted_at, blocked_until)
      select 'seed:' || n, 3, now(), now() from generate_series(1, 5000) n;
    insert into audit_events (id, at, actor_kind, actor_id, action, subject_kind)
      select ${id(5, 'n')}, now(), 'user', ${id(1, 'n')}, 'person-exported', 'user' from generate_series(1, 5000) n;
    insert into login_sources (account, source) select 'seed' || n % 50, 'seed:' || n from generate_series(1, 5000) n`);
  await pool.query('analyze');
}
