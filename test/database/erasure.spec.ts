import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Erasure1732233600019 } from '../../migrations/19-erasure.js';
import { aCustomer, aUser, someOrders } from '../support/factories.js';
import { createDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let source: DataSource;
beforeAll(async () => {
  database = await createDatabase();
  source = await new DataSource({ type: 'postgres', url: database.url, installExtensions: false }).initialize();
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const refused = (text: string, values: unknown[]): Promise<string> =>
  database.pool.query(text, values).then(
    () => 'taken',
    (error: { constraint?: string }) => error.constraint ?? 'another error',
  );

describe('the migration to customers who may be erased', () => {
  it('takes the rows of the release before, also after an interruption', async () => {
    const runner = source.createQueryRunner();
    const migration = new Erasure1732233600019();
    await migration.down(runner);
    const { id, code } = await aCustomer(database.pool);
    await someOrders(database.pool, id, 3);
    await database.pool.query(
      `update notifications set body = 'Hello', encoding = 'GSM-7', segments = 1 where order_number = 1`,
    );
    await migration.up(runner);
    await migration.up(runner);
    await runner.release();
    const { rows } = await database.pool.query('select code, erased_at from customers');
    expect(rows).toEqual([{ code, erased_at: null }]);
  });

  it('knows no customer who is half erased', async () => {
    const { id } = await aCustomer(database.pool);
    const user = await aUser(database.pool);
    const erase = 'update customers set name = null, phone = null, user_id = $2, erased_at = now() where id = $1';
    expect(await refused('update customers set name = null where id = $1', [id])).toBe('customers_erased_check');
    expect(await refused('update customers set phone = null where id = $1', [id])).toBe('customers_erased_check');
    expect(await refused('update customers set erased_at = now() where id = $1', [id])).toBe('customers_erased_check');
    expect(await refused(erase, [id, user.id])).toBe('customers_erased_check');
    expect(await refused(erase, [id, null])).toBe('taken');
  });

  it('sends nothing, and keeps no text, without a number', async () => {
    const { id, code } = await aCustomer(database.pool);
    await someOrders(database.pool, id, 1);
    const change = (columns: string) => refused(`update notifications set ${columns} where customer_code = $1`, [code]);
    const sent = `status = 'failed', encoding = 'GSM-7', segments = 1`;
    expect(await change('phone = null')).toBe('notifications_erased_check');
    expect(await change(`phone = null, body = 'Hello', ${sent}`)).toBe('notifications_body_check');
    expect(await change(`body = null, ${sent}`)).toBe('notifications_body_check');
    expect(await change(`phone = null, body = null, ${sent}`)).toBe('taken');
    expect(await change(`status = 'queued'`)).toBe('notifications_erased_check');
  });
});
