/** Rows of one statement. */
const BATCH = 1_000;

/** What each table gets, as the objects that PostgreSQL reads the rows from. */
function tablesOf({ staff, customers, orders }, currency) {
  const told = orders.filter(({ sms }) => sms !== null);
  const iso = (at) => new Date(at).toISOString();
  return {
    users: staff.map(({ id, name, email }) => ({ id, role: 'user', name, email })),
    staff: staff.map(({ id, email, role, at }) => ({
      ...{ id, user_id: id, subject: `demo-${id}`, invited_email: email, role },
      ...{ invited_by: staff[0].id, created_at: iso(at) },
    })),
    customers: customers.map(({ id, code, name, phone, at }) => ({ id, code, name, phone, created_at: iso(at) })),
    orders: orders.map(({ id, customer, item, amount, status, at, settledAt, staff: by }) => ({
      ...{ id, customer_id: customer.id, item, amount, currency, status, created_by: by.id, created_at: iso(at) },
      confirmed_at: status === 'confirmed' ? iso(settledAt) : null,
      cancelled_at: status === 'cancelled' ? iso(settledAt) : null,
    })),
    order_events: orders
      .filter(({ status }) => status !== 'pending')
      .map(({ id, status, settledAt, staff: by }) => ({
        ...{ order_id: id, at: iso(settledAt), kind: status, actor_kind: 'staff', actor_id: by.id, via: 'desk' },
        note: status === 'cancelled' ? 'The customer changed their mind' : null,
        changes: [{ field: 'status', before: 'pending', after: status }],
      })),
    notifications: told.map(({ id, customer, sms }) => ({
      ...{ id: sms.id, order_id: id, customer_code: customer.code, phone: customer.phone, status: sms.status },
      ...{ reason: sms.reason, network_code: sms.network, created_at: iso(sms.at), kind: 'order-placed' },
      ...{ attempts: sms.status === 'queued' ? 0 : 1, message_id: sms.isBilled ? `demo-${sms.id}` : null },
      // What waits is not sent by a start of today.
      due_at: iso(sms.status === 'queued' ? sms.at + 86_400_000 : sms.at),
    })),
    sent_messages: told
      .filter(({ sms }) => sms.isBilled)
      .map(({ sms }) => ({
        ...{ message_id: `demo-${sms.id}`, notification_id: sms.id, segments: 1, cost: '0.8', currency: 'KES' },
        sent_at: iso(sms.at),
      })),
  };
}

/** Writes the shop in one transaction, so that there is all of it or nothing. */
export async function fill(client, shop, currency, say) {
  await client.query('begin');
  for (const [table, rows] of Object.entries(tablesOf(shop, currency))) {
    for (let from = 0; from < rows.length; from += BATCH) await insert(client, table, rows.slice(from, from + BATCH));
    say(`${rows.length} ${table.replace('_', ' ')}`);
  }
  // The numbers of orders are known once they are there.
  await client.query(
    'update notifications n set order_number = o.number from orders o where o.id = n.order_id and n.order_number is null',
  );
  await client.query('commit');
}

async function insert(client, table, rows) {
  const columns = Object.keys(rows[0]).join(', ');
  const text = `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`;
  await client.query(text, [JSON.stringify(rows)]);
}
