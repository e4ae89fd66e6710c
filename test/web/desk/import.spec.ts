import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TaskRunner } from '../../../src/operations/tasks/task-runner.js';
import { closeOthers, startAnother } from '../../support/another-app.js';
import type { Browser } from '../../support/browser.js';
import { aCustomer, aPhone, someOrders } from '../../support/factories.js';
import { addRows, checkFile, rowsOf, sendImport, waitForImport } from '../../support/imports.js';
import { aMember } from '../../support/staff.js';
import { startApp, type TestApp } from '../../support/test-app.js';
import { digestTables } from '../../support/test-database.js';
import { waitFor } from '../../support/waiting.js';

const NOWHERE = '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99';

let at: TestApp;
let owner: Browser;
let ownerId: string;
beforeAll(async () => {
  at = await startApp();
  ({ browser: owner, userId: ownerId } = await aMember(at, 'owner'));
});
afterAll(async () => {
  await closeOthers();
  await at.close();
});

const count = async (table: 'customers' | 'orders' | 'notifications'): Promise<number> =>
  (await at.pool.query(`select count(*)::int as rows from ${table}`)).rows[0].rows;
const national = (e164: string): string => e164.replace(/^\+254(\d{3})/, '0$1 ');
const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');
const faultOf = async (form: Parameters<typeof sendImport>[1]): Promise<readonly [number, string]> => {
  const { status, text } = await sendImport(owner, form);
  return [status, plain(/<p id="file-fault"[^>]*>(.*?)<\/p>/s.exec(text)?.[1] ?? '').trim()];
};

describe('POST /desk/import', () => {
  it('shows each row of customers as new, known, the same as another or wrong, and writes none', async () => {
    const known = await aCustomer(at.pool);
    const fresh = aPhone();
    const before = await digestTables(at.pool);
    const rows = [
      ...['Jina;Simu;Mji', `Njeri;${national(fresh)};Thika`, `Someone;${known.phone};`, `Njeri W;${fresh};`],
      ...[';0712345678;', 'Otieno;12;', 'Achieng;2.54712E+11;', `"Two\nlines";${aPhone()};`, `${'x'.repeat(101)};;`],
    ];
    const path = await checkFile(owner, { kind: 'customers', file: rows.join('\r\n') });
    expect(await rowsOf(at, path)).toEqual([
      [2, 'new', null],
      [3, 'known', null],
      [4, 'same', 2],
      [5, 'wrong', 'name missing'],
      [6, 'wrong', 'phone invalid'],
      [7, 'wrong', 'phone shortened'],
      [8, 'wrong', 'name invalid'],
      [9, 'wrong', 'name invalid, phone missing'],
    ]);
    expect(await digestTables(at.pool)).toBe(before);
    const page = plain((await owner.open(path)).text);
    expect(page).toContain('Nothing is written yet.');
    expect(page).toContain('Name from “Jina” · Phone from “Simu” Not read “Mji”');
    expect(page).toContain('Phone: the spreadsheet has dropped its last digits. Make the column text');
    expect(page).toContain('Same as row 2');
    expect(page).toContain('Add 1 customer');
  });

  it('says of each row of orders how it stands, by the rules of placing', async () => {
    const { phone } = await aCustomer(at.pool);
    const erased = await aCustomer(at.pool);
    await at.pool.query('update customers set name = null, phone = null, erased_at = now() where id = $1', [erased.id]);
    const rows = [
      ...['reference,phone,item,amount,currency', `A-1,${phone},Mango,420,KES`, `a-1,${phone},Mango,420.00,`],
      ...[`A-1,${phone},Mango,421,`, `A-2,${aPhone()},Mango,420,`, `A-3,${erased.phone},Mango,420,`],
      ...[
        `A-4,${phone},Mango,"1,420",`,
        `A-5,${phone},Mango,"420,50",`,
        `A-6,${phone},,-3,`,
        `A-7,${phone},Mango,420,USD`,
      ],
      ...[`,${phone},Mango,420,`, `,${phone},Mango,420,`],
    ];
    const path = await checkFile(owner, { kind: 'orders', file: rows.join('\n') });
    expect(await rowsOf(at, path)).toEqual([
      [2, 'new', null],
      [3, 'same', 2],
      [4, 'wrong', 'reference other-row'],
      [5, 'wrong', 'phone no-customer'],
      [6, 'wrong', 'phone no-customer'],
      [7, 'wrong', 'amount invalid'],
      [8, 'wrong', 'amount invalid'],
      [9, 'wrong', 'item missing, amount invalid'],
      [10, 'wrong', 'currency other-currency'],
      [11, 'new', null],
      [12, 'new', null],
    ]);
    const page = plain((await owner.open(`${path}?state=wrong`)).text);
    expect(page).toContain('Amount: write it without commas: 1420.');
    expect(page).toContain('Amount: write it with a point before the cents: 420.50.');
    expect(page).toContain('Reference: row 2 has it, and is another order.');
  });

  it('reads phone numbers as spreadsheets leave them', async () => {
    const digits = aPhone().slice(4);
    const written = [
      ...[`0${digits}`, digits, `254${digits}`, `+254 ${digits.slice(0, 3)} ${digits.slice(3)}`, `${digits}.0`],
      ...[`0${digits.slice(0, 3)}-${digits.slice(3)}`, `'0${digits}`, `"=""0${digits}"""`, `"0${digits} "`],
    ];
    const rows = ['name,phone', ...written.map((phone) => `Njeri,${phone}`)];
    const path = await checkFile(owner, { kind: 'customers', file: rows.join('\r\n') });
    expect(await rowsOf(at, path)).toEqual(
      written.map((_, n) => [n + 2, n === 0 ? 'new' : 'same', n === 0 ? null : 2]),
    );
  });

  it('takes pasted cells, and a file of Windows-1252 where that is said', async () => {
    const pasted = await checkFile(owner, { kind: 'customers', rows: `\tName\tPhone\n1\tNjeri\t${aPhone()}` });
    const file = Buffer.from(`name,phone\nAndr\xe9,${aPhone()}`, 'latin1');
    const chosen = await checkFile(owner, { kind: 'customers', file, charset: 'windows-1252' });
    const declared = await checkFile(owner, { kind: 'customers', file, type: 'text/csv; charset=iso-8859-1' });
    for (const path of [pasted, chosen, declared]) expect(await rowsOf(at, path)).toEqual([[2, 'new', null]]);
    expect((await owner.open(chosen)).text).toContain('André');
  });

  it.each([
    ['nothing', {}, 'Choose a file, or paste the rows.'],
    ['a workbook', { file: Buffer.from('504b0304140006', 'hex') }, 'This is a workbook of Excel or another'],
    ['a missing column', { file: 'name,town\nNjeri,Thika' }, 'There is no column for “phone”.'],
    [
      'other letters',
      { file: Buffer.from('name,phone\nAndr\xe9,0712', 'latin1') },
      'The byte 0xE9 at line 2, column 5',
    ],
    ['a file that was cut', { file: 'name,phone\n"Njer' }, 'From row 2 on, a quotation mark (") is not closed.'],
    ['too many rows', { file: `name,phone\n${'Njeri,0712\n'.repeat(5_001)}` }, 'This is too much: 5,000 rows and 2 MB'],
    ['too many bytes', { file: Buffer.alloc(2_100_000, 'a') }, 'This is too much: 5,000 rows and 2 MB'],
    ['far too many bytes', { file: Buffer.alloc(30_000_000, 'a') }, 'This is too much: 5,000 rows and 2 MB'],
  ])('answers 422 to %s, with the form and why', async (_, form, fault) => {
    expect(await faultOf({ kind: 'customers', ...form })).toEqual([422, expect.stringContaining(fault)]);
  });

  it('answers 422 to too many bytes whose number was not said before', async () => {
    const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n';
    const chunks = [head, ...Array<string>(40).fill('a'.repeat(100_000))];
    const options = {
      ...{
        method: 'POST',
        body: Readable.toWeb(Readable.from(chunks.map((chunk) => Buffer.from(chunk)))),
        duplex: 'half',
      },
      headers: { Cookie: cookie, 'Content-Type': 'multipart/form-data; boundary=x', 'Sec-Fetch-Site': 'same-origin' },
    };
    const response = await fetch(`${at.url}/desk/import`, options as RequestInit);
    expect([response.status, plain(await response.text())]).toEqual([422, expect.stringContaining('This is too much')]);
  });

  it('answers 400 to a body that is no form, and 415 to a form with a file elsewhere', async () => {
    const headers = { 'Content-Type': 'multipart/form-data; boundary=x', 'Sec-Fetch-Site': 'same-origin' };
    const send = (path: string) => owner.open(path, { method: 'POST', body: 'no form', headers });
    expect([(await send('/desk/import')).status, (await send('/desk/staff')).status]).toEqual([400, 415]);
  });

  it('reads no file of somebody who may not load one, or of another site', async () => {
    const before = (await at.pool.query('select from imports')).rowCount;
    const [clerk, viewer] = [(await aMember(at, 'clerk')).browser, (await aMember(at, 'viewer')).browser];
    const form = { kind: 'customers', file: `name,phone\nNjeri,${aPhone()}` } as const;
    for (const browser of [clerk, viewer]) expect((await sendImport(browser, form)).status).toBe(403);
    const body = new FormData();
    body.set('rows', form.file);
    const foreign = await owner.open('/desk/import', {
      method: 'POST',
      body,
      headers: { 'Sec-Fetch-Site': 'cross-site' },
    });
    expect(foreign.status).toBe(401);
    expect(
      [(await clerk.open('/desk')).text, (await owner.open('/desk')).text].map((html) => html.includes('/desk/import')),
    ).toEqual([false, true]);
    expect((await at.pool.query('select from imports')).rowCount).toBe(before);
  });

  it('shows hostile cells as text', async () => {
    const name = '<script>alert(1)</script>‮😀';
    const path = await checkFile(owner, { kind: 'customers', rows: `name,phone,<b>x</b>\n"${name}",${aPhone()},` });
    const { text } = await owner.open(path);
    expect(text).toContain('&lt;script>alert(1)&lt;/script>😀');
    expect([text.includes('<script>alert'), text.includes('<b>')]).toEqual([false, false]);
  });
});

describe('POST /desk/import/<id>/start', () => {
  it('makes the customers, by the owner and by import, and none twice', async () => {
    const phones = [aPhone(), aPhone()];
    const file = `name,phone\nNjeri,${phones[0]}\nOtieno,${phones[1]}\nNjeri,${phones[0]}\nBad,1`;
    const path = await checkFile(owner, { kind: 'customers', file });
    const again = await checkFile(owner, { kind: 'customers', file });
    expect((await addRows(at, owner, path)).headers.get('location')).toBe(path);
    const { rows } = await at.pool.query(
      'select name, added_by_kind, added_by, added_via from customers where phone = any($1) order by name',
      [phones],
    );
    const added = { added_by_kind: 'staff', added_by: ownerId, added_via: 'import' };
    expect(rows).toEqual([
      { name: 'Njeri', ...added },
      { name: 'Otieno', ...added },
    ]);
    const customers = await count('customers');
    await addRows(at, owner, path);
    // The other check is of before: its rows are known when they are written.
    await addRows(at, owner, again);
    const after = await checkFile(owner, { kind: 'customers', file });
    expect(await rowsOf(at, again)).toEqual([
      [2, 'known', null],
      [3, 'known', null],
      [4, 'same', 2],
      [5, 'wrong', 'phone invalid'],
    ]);
    expect((await rowsOf(at, after)).map(([, state]) => state)).toEqual(['known', 'known', 'known', 'wrong']);
    expect(plain((await owner.open(after)).text)).toContain('There is nothing to add.');
    expect(await count('customers')).toBe(customers);
    expect(plain((await owner.open(path)).text)).toContain('2 customers were added.');
  });

  it('places the orders without SMS unless that is chosen, and says its price before', async () => {
    const { phone } = await aCustomer(at.pool);
    const landline = '+254202012345';
    await at.pool.query('update customers set phone = $2 where phone = $1', [
      (await aCustomer(at.pool)).phone,
      landline,
    ]);
    const file = (tag: string) =>
      `phone,item,amount,ref\n${phone},Mango ${tag},420,${tag}-1\n${landline},Mango ${tag},5,${tag}-2`;
    const quiet = await checkFile(owner, { kind: 'orders', file: file('q') });
    expect(plain((await owner.open(quiet)).text)).toContain('That is 1 SMS, about KES 1.00.');
    const notifications = await count('notifications');
    await addRows(at, owner, quiet);
    expect(await count('notifications')).toBe(notifications);
    await addRows(at, owner, await checkFile(owner, { kind: 'orders', file: file('t') }), { notify: 'on' });
    expect(await count('notifications')).toBe(notifications + 2);
    const placed = `select item, amount::text, status, created_by from orders where item like 'Mango _' order by number`;
    expect((await at.pool.query(placed)).rows.map((row) => Object.values(row))).toEqual([
      ['Mango q', '420.00', 'pending', ownerId],
      ['Mango q', '5.00', 'pending', ownerId],
      ['Mango t', '420.00', 'pending', ownerId],
      ['Mango t', '5.00', 'pending', ownerId],
    ]);
    const { rows } = await at.pool.query(`select id from orders where item = 'Mango q' limit 1`);
    const [event] = (await (await at.asAdmin()).get(`/api/orders/${rows[0].id}/history`)).json.history;
    expect(event).toMatchObject({ kind: 'placed', via: 'import', actor_kind: 'staff', actor_id: ownerId });
  });

  it('makes no order twice by its reference, whoever loads it, nor by the same file without references', async () => {
    const { phone } = await aCustomer(at.pool);
    const other = (await aMember(at, 'owner')).browser;
    const named = `phone,item,amount,reference\n${phone},Maize,100,R-1\n${phone},Maize,100,R-2`;
    const unnamed = `phone,item,amount\n${phone},Beans,100\n${phone},Beans,100`;
    for (const file of [named, unnamed]) await addRows(at, owner, await checkFile(owner, { kind: 'orders', file }));
    const orders = await count('orders');
    for (const file of [named, unnamed, unnamed.replaceAll(',', ';').replaceAll('\n', '\r\n')]) {
      const path = await checkFile(other, { kind: 'orders', file });
      expect((await rowsOf(at, path)).map(([, state]) => state)).toEqual(['known', 'known']);
    }
    const changed = `${named.replace('Maize,100,R-2', 'Maize,101,R-2')}\n${phone},Maize,100,R-3`;
    const path = await checkFile(other, { kind: 'orders', file: changed });
    expect(await rowsOf(at, path)).toEqual([
      [2, 'known', null],
      [3, 'wrong', 'reference other-order'],
      [4, 'new', null],
    ]);
    await addRows(at, other, path);
    expect(await count('orders')).toBe(orders + 1);
  });

  it('says who was faster when two people press at once, and makes nothing twice', async () => {
    const { browser: other } = await aMember(at, 'owner');
    const phone = aPhone();
    const path = await checkFile(owner, { kind: 'customers', rows: `name,phone\nNjeri,${phone}` });
    const presses = await Promise.all([owner, other, owner, other].map((browser) => browser.press(`${path}/start`)));
    await waitForImport(at, path);
    expect(presses.map(({ status }) => status).sort()).toEqual([303, 303, 409, 409]);
    expect(presses.some(({ text }) => text.includes('Somebody else has pressed the button already'))).toBe(true);
    const made = await at.pool.query('select from customers where phone = $1', [phone]);
    expect(made.rowCount).toBe(1);
    const { rows } = await at.pool.query(
      `select changes from audit_events where action = 'table-imported' order by id desc limit 1`,
    );
    expect(rows[0].changes.rows).toEqual({ before: null, after: 1 });
  });

  it('makes each row once when two files with the same rows are written at the same time', async () => {
    const { phone } = await aCustomer(at.pool);
    const file = ['phone,item,amount,ref', ...Array.from({ length: 600 }, (_, n) => `${phone},Twice,1,Twice-${n}`)];
    const turned = [file[0], ...file.slice(1).reverse()];
    const paths = await Promise.all(
      [file, turned].map((rows) => checkFile(owner, { kind: 'orders', file: rows.join('\n') })),
    );
    await Promise.all(paths.map((path) => addRows(at, owner, path)));
    const made = await at.pool.query(`select from orders where item = 'Twice'`);
    expect(made.rowCount).toBe(600);
    const states = (await Promise.all(paths.map((path) => rowsOf(at, path)))).flat().map(([, state]) => state);
    expect([states.filter((state) => state === 'made').length, states.includes('new')]).toEqual([600, false]);
  });

  it('goes on where it stopped when the process dies between two steps', async () => {
    const phones = Array.from({ length: 600 }, aPhone);
    const rows = ['name,phone', ...phones.map((phone) => `Njeri,${phone}`)].join('\n');
    const path = await checkFile(owner, { kind: 'customers', rows });
    // A failure in the third step, as an end of the process would leave it.
    await at.pool.query(`
      create function break_row() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$;
      create trigger broken before update on import_rows for each row when (new.position = 601) execute function break_row()`);
    await owner.press(`${path}/start`);
    const states = async () => {
      const all = (await rowsOf(at, path)).map(([, state]) => state);
      return [all.filter((state) => state === 'made').length, all.filter((state) => state === 'new').length];
    };
    await waitFor(states, ([done]) => done === 500);
    const made = async () => (await at.pool.query('select from customers where phone = any($1)', [phones])).rowCount;
    expect(await made()).toBe(500);
    const page = await owner.open(path);
    expect(plain(page.text)).toContain('500 of 600 rows are done.');
    expect(page.text).toContain('<noscript><meta http-equiv="refresh"');
    await at.pool.query('drop trigger broken on import_rows; drop function break_row');
    await at.app.get(TaskRunner).runDue();
    expect([await waitForImport(at, path), await made(), await states()]).toEqual([true, 600, [600, 0]]);
  });

  it('goes on at another process when somebody opens its page', async () => {
    const phone = aPhone();
    const path = await checkFile(owner, { kind: 'customers', rows: `name,phone\nNjeri,${phone}` });
    await at.pool.query(
      `update imports set started_at = now(), started_by = $2, started_by_kind = 'staff', rows_asked = 1 where id = $1`,
      [path.slice(-36), ownerId],
    );
    const another = await startAnother(at);
    const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${another.url}${path}/progress`, { headers: { Cookie: cookie } });
    expect([response.status, await waitForImport(at, path)]).toEqual([200, true]);
  });

  it('changes nothing for an import that is not there', async () => {
    const answers = [await owner.press(`/desk/import/${NOWHERE}/start`), await owner.open(`/desk/import/${NOWHERE}`)];
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  });
});

describe('our own files', () => {
  it('are read back, and make nothing new', async () => {
    const customer = await aCustomer(at.pool, '=O\'Brien, "Mama" 😀');
    await aCustomer(at.pool, '+254 Shop');
    const gone = await aCustomer(at.pool);
    await someOrders(at.pool, customer.id, 3);
    await someOrders(at.pool, gone.id, 1);
    await at.pool.query(`update orders set item = '-5 kg; "sugar"' where item = 'Item 3' and customer_id = $1`, [
      customer.id,
    ]);
    await at.pool.query('update customers set name = null, phone = null, erased_at = now() where id = $1', [gone.id]);
    const before = [await count('customers'), await count('orders')];
    for (const kind of ['customers', 'orders'] as const) {
      const { text } = await owner.open(`/desk/export/${kind}.csv`);
      const spreadsheets = [
        text,
        `\ufeff${text.replaceAll(/"[^"]*(?:""[^"]*)*"|,/g, (part) => (part === ',' ? ';' : part))}`,
      ];
      for (const file of spreadsheets) {
        const path = await checkFile(owner, { kind, file });
        const wrong = (await rowsOf(at, path)).filter(([, state]) => state !== 'known');
        expect(wrong).toEqual([]);
        await owner.press(`${path}/start`);
      }
    }
    expect([await count('customers'), await count('orders')]).toEqual(before);
  });

  it('are refused row by row where they say something else, or a number that we do not have', async () => {
    const { id, phone } = await aCustomer(at.pool);
    await someOrders(at.pool, id, 1);
    const { rows } = await at.pool.query('select number from orders where customer_id = $1', [id]);
    const file = `number,phone,item,amount\n${rows[0].number},${phone},Item 1,2\n99999999,${phone},Item 1,1\nx,${phone},Item 1,1`;
    const path = await checkFile(owner, { kind: 'orders', file });
    expect(await rowsOf(at, path)).toEqual([
      [2, 'wrong', 'amount other-order'],
      [3, 'wrong', 'number no-order'],
      [4, 'wrong', 'number invalid'],
    ]);
  });
});

describe('GET /desk/import/<id>', () => {
  it('shows rows by state, fifty a page, and leaves odd values out', async () => {
    const rows = Array.from({ length: 120 }, (_, n) => `Njeri,${n % 2 === 0 ? aPhone() : '1'}`);
    const path = await checkFile(owner, { kind: 'customers', rows: ['name,phone', ...rows].join('\n') });
    const first = await owner.open(`${path}?state=wrong`);
    const next = /rel="next" href="([^"]+)"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const seen = [first, await owner.open(next)].map(({ text }) => text.match(/Row \d+/g)?.length);
    expect([next, seen]).toEqual([`${path}?state=wrong&cursor=101`, [50, 10]]);
    for (const query of ['?state=x', '?cursor=-1', '?cursor=99999999999999', '?state[]=new'])
      expect((await owner.open(path + query)).text.match(/Row \d+/g)?.length).toBe(50);
  });

  it('has the wrong rows as a file, which can be mended and loaded', async () => {
    const { phone } = await aCustomer(at.pool);
    const file = `phone,item,amount,ref\n${phone},=1+1,x,W-1\n0712345678,Mango,4,W-2\n${phone},Mango,4,W-3`;
    const path = await checkFile(owner, { kind: 'orders', file });
    const { text, headers } = await owner.open(`${path}/wrong.csv`);
    expect(headers.get('content-disposition')).toBe('attachment; filename="wrong-rows.csv"');
    const [head, ...lines] = text.trim().split('\r\n');
    expect(head).toBe('phone,item,amount,reference,number,currency,row,fault');
    expect(lines.map((line) => line.split(',').slice(1, 7))).toEqual([
      ["'=1+1", 'x', 'W-1', '', '', '2'],
      ['Mango', '4.00', 'W-2', '', '', '3'],
    ]);
    const mended = await checkFile(owner, { kind: 'orders', file: text.replace(',x,', ',7,') });
    expect((await rowsOf(at, mended)).map(([, state]) => state)).toEqual(['new', 'wrong']);
  });

  it('is deleted with its rows a day after it was checked', async () => {
    const path = await checkFile(owner, { kind: 'customers', rows: `name,phone\nNjeri,${aPhone()}` });
    const kept = await checkFile(owner, { kind: 'customers', rows: `name,phone\nNjeri,${aPhone()}` });
    await at.pool.query(`update imports set created_at = now() - interval '25 hours' where id = $1`, [path.slice(-36)]);
    await at.pool.query(
      `update scheduled_tasks set started_at = started_at - interval '2 hours', ended_at = ended_at - interval '2 hours'`,
    );
    await at.app.get(TaskRunner).runDue();
    expect([(await owner.open(path)).status, await rowsOf(at, path)]).toEqual([404, []]);
    expect((await owner.open(kept)).status).toBe(200);
  });
});
