import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../../../src/database/data-source.js';
import { migrate } from '../../../src/database/migrate.js';
import { EmbeddedPostgres } from '../../../src/development/postgres/embedded-postgres.js';
import { aCustomer, someOrders } from '../../support/factories.js';
import { USUAL } from '../../support/odd-databases.js';
import { DataFolder, FAST, query } from './data-folder.js';

let at: DataFolder;
beforeAll(async () => {
  at = await DataFolder.make();
});
afterAll(async () => {
  await at.stopAll();
  await at.remove();
});

/** Migrations that release 0.1.0 had. */
const RELEASED = 4;
const ORDERS = 20;

/** Makes of a new folder what release 0.1.0 left: its schema, one role that owns it, and data. */
async function goBack({ superuserUrl, url }: EmbeddedPostgres): Promise<string> {
  const inside = superuserUrl.replace(/postgres$/, 'agiza');
  await query(inside, 'alter database agiza owner to agiza; drop owned by agiza_owner; drop role agiza_owner');
  await migrate(url, () => undefined);
  const pool = new Pool({ connectionString: url });
  const { id, code } = await aCustomer(pool);
  await someOrders(pool, id, ORDERS);
  await pool.end();
  const source = await new DataSource({ type: 'postgres', url, migrations, installExtensions: false }).initialize();
  for (let undone = migrations.length; undone > RELEASED; undone--)
    await source.undoLastMigration({ transaction: 'none' });
  await source.destroy();
  return code;
}

/** What requests change in rows of before, so that each trigger of theirs runs. */
const CHANGES = `
  update orders set status = 'confirmed', confirmed_at = now() where number % 2 = 0;
  update orders set amount = amount + 1 where number % 2 = 1;
  update customers set name = 'Wanjiru Kamau';
  update notifications set status = 'sent', message_id = 'a' where order_number = 1;
  insert into sent_messages (message_id, notification_id, segments)
  select message_id, id, 1 from notifications where message_id = 'a'`;

describe('ensureOwnDatabase', () => {
  it('gives a database of release 0.1.0 to the owner, and migrates it with all its rows', async () => {
    const before = await EmbeddedPostgres.start(at.folder, { settings: FAST });
    const code = await goBack(before);
    await before.leave();
    const after = await EmbeddedPostgres.start(at.folder, { settings: FAST });
    const lines: string[] = [];
    await migrate(after.url, (line) => lines.push(line), { ...USUAL, MIGRATION_DATABASE_URL: after.migrationUrl });
    const owners = await query(
      after.url,
      `select distinct pg_get_userbyid(relowner) as owner from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'S')`,
    );
    const customers = await query(after.url, 'select code from customers');
    await query(after.url, CHANGES);
    const [counts] = await query(
      after.url,
      `select (select count(*)::int from orders) as orders, (select count(*)::int from notifications) as notifications,
              (select count(*)::int from order_events) as histories,
              (select count(*)::int from customer_phrases where phrase like 'wanjiru%') as found`,
    );
    const refused = (text: string) => expect(query(after.url, text)).rejects.toMatchObject({ code: '42501' });
    await refused('drop table customers');
    await refused('create table mine ()');
    await refused('delete from audit_events');
    await after.leave();
    expect([owners, customers]).toEqual([[{ owner: 'agiza_owner' }], [{ code }]]);
    expect(counts).toEqual({ orders: ORDERS, notifications: ORDERS, histories: ORDERS, found: 1 });
    expect(lines).toEqual(migrations.slice(RELEASED).map(({ name }) => `migrated: ${name}`));
  });
});
