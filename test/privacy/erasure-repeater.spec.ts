import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { closeOthers, startAnother } from '../support/another-app.js';
import { aCustomer, someOrders } from '../support/factories.js';
import { startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
let folder: string;
beforeAll(async () => {
  at = await startApp();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agiza-erasures-'));
});
afterEach(async () => {
  await closeOthers();
  rmSync(folder, { recursive: true });
});
afterAll(() => at.close());

const journal = (): string => join(folder, 'erasures.jsonl');
const line = (id: string, items: boolean): string =>
  `\n${JSON.stringify({ id, items, at: '2026-01-01T00:00:00.000000Z' })}`;
const nameOf = async (id: string): Promise<string | null> =>
  (await at.pool.query('select name from customers where id = $1', [id])).rows[0].name;

describe('ErasureRepeater', () => {
  it('erases again at a start who is in the journal, whatever was pending or queued', async () => {
    const [back, other] = [await aCustomer(at.pool), await aCustomer(at.pool)];
    await someOrders(at.pool, back.id, 2);
    writeFileSync(journal(), line(back.id, true));
    await startAnother(at, { DATA_DIR: folder });
    expect([await nameOf(back.id), await nameOf(other.id)]).toEqual([null, other.name]);
    const { rows } = await at.pool.query(
      `select o.status, o.item, n.status as sms, n.phone from orders o join notifications n on n.order_id = o.id
       where o.customer_id = $1`,
      [back.id],
    );
    expect(rows).toEqual(Array(2).fill({ status: 'cancelled', item: '(erased)', sms: 'failed', phone: null }));
  });

  it('keeps who was erased by other processes, and passes over a line that was cut off', async () => {
    const [erased, blanked] = [await aCustomer(at.pool), await aCustomer(at.pool)];
    const api = await at.asAdmin();
    await api.delete(`/api/customers/${erased.id}`, {});
    appendFileSync(journal(), '{"id":"0190');
    const another = await startAnother(at, { DATA_DIR: folder });
    expect(readFileSync(journal(), 'utf8')).toContain(`{"id":"${erased.id}","items":false,"at":"`);
    await another.close();
    await api.delete(`/api/customers/${blanked.id}`, { items: 'blank' });
    await startAnother(at, { DATA_DIR: folder });
    const kept = readFileSync(journal(), 'utf8')
      .split('\n')
      .slice(1)
      .map((each) => JSON.parse(each));
    expect(kept.filter(({ id }) => id === erased.id)).toHaveLength(1);
    expect(kept.filter(({ id }) => id === blanked.id)).toMatchObject([{ items: true }]);
  });

  it('starts all the same where the journal cannot be read', async () => {
    mkdirSync(journal());
    const another = await startAnother(at, { DATA_DIR: folder });
    expect((await fetch(`${another.url}/livez`)).status).toBe(200);
  });
});
