import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { AuditTrail1732233600018 } from '../../../migrations/18-audit-trail.js';
import { migrate } from '../../../src/database/migrate.js';
import { EmbeddedPostgres } from '../../../src/development/postgres/embedded-postgres.js';
import { aCustomer } from '../../support/factories.js';
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

/** Makes of a new folder what the release before left: one role, which owns everything, and data. */
async function goBack({ superuserUrl, url }: EmbeddedPostgres): Promise<string> {
  const inside = superuserUrl.replace(/postgres$/, 'agiza');
  await query(inside, 'alter database agiza owner to agiza; drop owned by agiza_owner; drop role agiza_owner');
  await migrate(url, () => undefined);
  await query(
    url,
    `drop function audit_events_drop(integer); drop table audit_events; drop function audit_events_refuse();
     drop function audit_events_stamp(); delete from migrations where name = '${AuditTrail1732233600018.name}'`,
  );
  const pool = new Pool({ connectionString: url });
  const { code } = await aCustomer(pool);
  await pool.end();
  return code;
}

describe('ensureOwnDatabase', () => {
  it('gives a database of the release before to the owner, with all its rows', async () => {
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
    const refused = (text: string) => expect(query(after.url, text)).rejects.toMatchObject({ code: '42501' });
    await refused('drop table customers');
    await refused('create table mine ()');
    await refused('delete from audit_events');
    await after.leave();
    expect([owners, customers]).toEqual([[{ owner: 'agiza_owner' }], [{ code }]]);
    expect(lines).toEqual([`migrated: ${AuditTrail1732233600018.name}`]);
  });
});
