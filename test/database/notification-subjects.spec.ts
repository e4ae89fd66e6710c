import { describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { NotificationSubjects1732233600005 } from '../../migrations/5-notification-subjects.js';
import { aCustomer, someOrders } from '../support/factories.js';
import { makeMigratingDatabase } from '../support/migrating.js';

const at = makeMigratingDatabase();

const migration = new NotificationSubjects1732233600005();
const countUnnamed = async (): Promise<number> =>
  (
    await at.database.pool.query(
      `select count(*)::int as unnamed
       from notifications n join orders o on o.id = n.order_id join customers c on c.id = o.customer_id
       where n.order_number is distinct from o.number or n.customer_code is distinct from c.code`,
    )
  ).rows[0].unnamed;

describe('the migration of notifications to subjects of their own', () => {
  it('names the orders of more rows than one batch holds, and may run again after an interruption', async () => {
    const { id } = await aCustomer(at.database.pool);
    await someOrders(at.database.pool, id, 11_000);
    await migration.down(at.runner);
    await migration.up(at.runner);
    expect(await countUnnamed()).toBe(0);
    await at.database.pool.query(
      'update notifications set order_number = null, customer_code = null where random() < 0.3',
    );
    await migration.up(at.runner);
    expect(await countUnnamed()).toBe(0);
  });

  it('names the order of a notification that a process of the release before queues', async () => {
    const { id, phone, code } = await aCustomer(at.database.pool);
    const orderId = uuidv7();
    const order = `insert into orders (id, customer_id, item, amount, currency) values ($1, $2, 'Mango', 420, 'KES') returning number`;
    const placed = await at.database.pool.query(order, [orderId, id]);
    const queued = await at.database.pool.query(
      'insert into notifications (id, order_id, phone) values ($1, $2, $3) returning kind, order_number, customer_code',
      [uuidv7(), orderId, phone],
    );
    expect(queued.rows).toEqual([{ kind: 'order-placed', order_number: placed.rows[0].number, customer_code: code }]);
  });
});
