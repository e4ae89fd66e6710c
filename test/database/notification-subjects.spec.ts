import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { NotificationSubjects1732233600005 } from '../../migrations/5-notification-subjects.js';
import { aCustomer, someOrders } from '../support/factories.js';
import { createDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let source: DataSource;
beforeAll(async () => {
  database = await createDatabase();
  source = await new DataSource({
    type: 'postgres',
    url: database.migrationUrl,
    installExtensions: false,
  }).initialize();
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const migration = new NotificationSubjects1732233600005();
const countUnnamed = async (): Promise<number> =>
  (
    await database.pool.query(
      `select count(*)::int as unnamed
       from notifications n join orders o on o.id = n.order_id join customers c on c.id = o.customer_id
       where n.order_number is distinct from o.number or n.customer_code is distinct from c.code`,
    )
  ).rows[0].unnamed;

describe('the migration of notifications to subjects of their own', () => {
  it('names the orders of more rows than one batch holds, and may run again after an interruption', async () => {
    const { id } = await aCustomer(database.pool);
    await someOrders(database.pool, id, 11_000);
    const runner = source.createQueryRunner();
    await migration.down(runner);
    await migration.up(runner);
    expect(await countUnnamed()).toBe(0);
    await database.pool.query(
      'update notifications set order_number = null, customer_code = null where random() < 0.3',
    );
    await migration.up(runner);
    await runner.release();
    expect(await countUnnamed()).toBe(0);
  });

  it('names the order of a notification that a process of the release before queues', async () => {
    const { id, phone, code } = await aCustomer(database.pool);
    const orderId = uuidv7();
    const order = `insert into orders (id, customer_id, item, amount, currency) values ($1, $2, 'Mango', 420, 'KES') returning number`;
    const placed = await database.pool.query(order, [orderId, id]);
    const queued = await database.pool.query(
      'insert into notifications (id, order_id, phone) values ($1, $2, $3) returning kind, order_number, customer_code',
      [uuidv7(), orderId, phone],
    );
    expect(queued.rows).toEqual([{ kind: 'order-placed', order_number: placed.rows[0].number, customer_code: code }]);
  });
});
