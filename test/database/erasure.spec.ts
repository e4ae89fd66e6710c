import { describe, expect, it } from '@jest/globals';
import { Erasure1732233600019 } from '../../migrations/19-erasure.js';
import { aCustomer, aUser, someOrders } from '../support/factories.js';
import { makeMigratingDatabase } from '../support/migrating.js';

const at = makeMigratingDatabase();

const refused = (text: string, values: unknown[]): Promise<string> =>
  at.database.pool.query(text, values).then(
    () => 'taken',
    (error: { constraint?: string }) => error.constraint ?? 'another error',
  );

describe('the migration to customers who may be erased', () => {
  it('takes the rows of the release before, also after an interruption', async () => {
    const migration = new Erasure1732233600019();
    await migration.down(at.runner);
    const { id, code } = await aCustomer(at.database.pool);
    await someOrders(at.database.pool, id, 3);
    await at.database.pool.query(
      `update notifications set body = 'Hello', encoding = 'GSM-7', segments = 1 where order_number = 1`,
    );
    await migration.up(at.runner);
    await migration.up(at.runner);
    const { rows } = await at.database.pool.query('select code, erased_at from customers');
    expect(rows).toEqual([{ code, erased_at: null }]);
  });

  it('can be undone where nobody was erased, and the release before goes on to work', async () => {
    const { id, code } = await aCustomer(at.database.pool);
    await someOrders(at.database.pool, id, 1);
    const migration = new Erasure1732233600019();
    await migration.down(at.runner);
    const event = `insert into customer_events (customer_id, kind, actor_kind, changes) values ($1, 'erased', 'admin', '[]')`;
    expect(await refused(event, [id])).toBe('customer_events_kind_check');
    expect(await refused('update customers set name = null where id = $1', [id])).toBe('another error');
    expect(await refused('update customers set phone = null where id = $1', [id])).toBe('another error');
    expect(await refused('update notifications set phone = null where customer_code = $1', [code])).toBe(
      'another error',
    );
    expect(await refused(`update customers set name = 'Wanjiru' where id = $1`, [id])).toBe('taken');
    const kinds = await at.database.pool.query('select kind from customer_events where customer_id = $1', [id]);
    const phrases = await at.database.pool.query('select phrase from customer_phrases where customer_id = $1', [id]);
    expect([kinds.rows, phrases.rows]).toEqual([[{ kind: 'corrected' }], [{ phrase: 'wanjiru' }]]);
    const columns = `select from information_schema.columns where column_name in ('erased_at', 'erasure_asked_at')`;
    expect((await at.database.pool.query(columns)).rowCount).toBe(0);
    await migration.up(at.runner);
    expect((await at.database.pool.query(columns)).rowCount).toBe(2);
  });

  it('knows no customer who is half erased', async () => {
    const { id } = await aCustomer(at.database.pool);
    const user = await aUser(at.database.pool);
    const erase = 'update customers set name = null, phone = null, user_id = $2, erased_at = now() where id = $1';
    expect(await refused('update customers set name = null where id = $1', [id])).toBe('customers_erased_check');
    expect(await refused('update customers set phone = null where id = $1', [id])).toBe('customers_erased_check');
    expect(await refused('update customers set erased_at = now() where id = $1', [id])).toBe('customers_erased_check');
    expect(await refused(erase, [id, user.id])).toBe('customers_erased_check');
    expect(await refused(erase, [id, null])).toBe('taken');
  });

  it('sends nothing, and keeps no text, without a number', async () => {
    const { id, code } = await aCustomer(at.database.pool);
    await someOrders(at.database.pool, id, 1);
    const change = (columns: string) => refused(`update notifications set ${columns} where customer_code = $1`, [code]);
    const sent = `status = 'failed', encoding = 'GSM-7', segments = 1`;
    expect(await change('phone = null')).toBe('notifications_erased_check');
    expect(await change(`phone = null, body = 'Hello', ${sent}`)).toBe('notifications_body_check');
    expect(await change(`body = null, ${sent}`)).toBe('notifications_body_check');
    expect(await change(`phone = null, body = null, ${sent}`)).toBe('taken');
    expect(await change(`status = 'queued'`)).toBe('notifications_erased_check');
  });
});
