import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aKey } from '../../support/api-keys.js';
import type { Browser } from '../../support/browser.js';
import { aCustomer, aPhone, aUser, someOrders } from '../../support/factories.js';
import { aMember, signInWithGoogle } from '../../support/staff.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../../support/test-app.js';

const NOWHERE = '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99';
/** Texts that would break a page that wrote them as they are. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '‮abc',
  '🥭'.repeat(40),
  "Ng'ang'a & co",
];

let at: TestApp;
let api: ApiClient;
let owner: Browser;
let clerk: Browser;
let viewer: Browser;
beforeAll(async () => {
  at = await startApp();
  api = await at.asAdmin();
  [owner, clerk, viewer] = [
    (await aMember(at, 'owner')).browser,
    (await aMember(at, 'clerk')).browser,
    (await aMember(at, 'viewer')).browser,
  ];
});
afterAll(() => at.close());

const versionIn = ({ text }: Answer): string => /name="version" value="([^"]+)"/.exec(text)?.[1] ?? '';
const versionOf = async (id: string): Promise<string> => versionIn(await clerk.open(`/desk/customers/${id}/edit`));
const historyOf = async (id: string) => (await api.get(`/api/customers/${id}/history`)).json.history;
const rowsIn = ({ text }: Answer): number => text.match(/<th scope="row">/g)?.length ?? 0;
const nextIn = ({ text }: Answer): string | undefined =>
  /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');

describe('GET /desk/customers', () => {
  it('lists customers newest first, and leads from page to page to the last one', async () => {
    for (let n = 0; n < 60; n++) await aCustomer(at.pool, `Listed ${n}`);
    const sizes: number[] = [];
    const pages: string[] = [];
    for (let path: string | undefined = '/desk/customers'; path !== undefined; ) {
      const answer: Answer = await viewer.open(path);
      expect(answer.status).toBe(200);
      sizes.push(rowsIn(answer));
      pages.push(answer.text);
      path = nextIn(answer);
    }
    expect([sizes.slice(0, 2), sizes.reduce((sum, size) => sum + size, 0)]).toEqual([
      [25, 25],
      Number((await at.pool.query('select count(*) from customers')).rows[0].count),
    ]);
    expect(pages[0]?.indexOf('Listed 59')).toBeLessThan(pages[0]?.indexOf('Listed 58') ?? 0);
  });

  it('finds by words of the name, code and phone, and writes the number as people do', async () => {
    const { id, code, phone } = await aCustomer(at.pool, 'Chebet Kiprotich');
    for (const q of ['kipr cheb', code.toLowerCase(), phone.replace('+254', '0')]) {
      const { text } = await viewer.open(`/desk/customers?q=${encodeURIComponent(q)}`);
      expect(text).toContain(`<a href="/desk/customers/${id}">Chebet Kiprotich</a>`);
      expect(text).toContain(`${phone.replace('+254', '0').slice(0, 4)} ${phone.slice(-6)}`);
    }
  });

  it.each(['%00', '%F0%9F%A5%AD', 'x'.repeat(3000), '---', '%22%3E%3Cscript%3E', '50%25', '\\', "o'", '%E2%80%AE'])(
    'answers 200 to a search for %s and says that nobody was found',
    async (q) => {
      const { status, text } = await viewer.open(`/desk/customers?q=${q}`);
      expect(status).toBe(200);
      expect(text).not.toContain('"><script>');
    },
  );

  it.each(['cursor=x', 'cursor=', 'cursor=MQ', 'nothing=1', 'q='])('shows the first page for ?%s', async (query) => {
    const [odd, first] = [await viewer.open(`/desk/customers?${query}`), await viewer.open('/desk/customers')];
    // The switch of the language and a new sign-in come back to the address.
    const shown = ({ text }: Answer) => text.replace(/(?:value="|to=)(?:\/|%2F)desk(?:\/|%2F)customers[^"]*"/g, '');
    expect([odd.status, shown(odd)]).toEqual([200, shown(first)]);
  });

  it('sends somebody without a session to sign in, and back to the search', async () => {
    const { status, headers } = await at.request('/desk/customers?q=wanj%20kam', { headers: { Accept: 'text/html' } });
    expect([status, headers.get('location')]).toEqual([
      302,
      `/google/login?to=${encodeURIComponent('/desk/customers?q=wanj%20kam')}`,
    ]);
  });

  it('says in Swahili what to do when there is nobody', async () => {
    const { text } = await viewer.open('/desk/customers?q=hayupo', { headers: { 'Accept-Language': 'sw' } });
    expect(text).toContain('Hakuna aliyepatikana kwa “hayupo”');
  });
});

describe('GET /desk/customers/<id>', () => {
  it('shows code, links to call and to write, totals by status, and open orders before the statement', async () => {
    const { id, code, phone } = await aCustomer(at.pool);
    await someOrders(at.pool, id, 30);
    const set = `update orders set status = $1, confirmed_at = $2, cancelled_at = $3 where customer_id = $4 and item like $5`;
    await at.pool.query(set, ['confirmed', new Date(), null, id, 'Item 2%']);
    await at.pool.query(set, ['cancelled', null, new Date(), id, 'Item 1_']);
    const answer = await clerk.open(`/desk/customers/${id}`);
    const { text } = answer;
    expect(answer.status).toBe(200);
    for (const part of [code, `href="tel:${phone}"`, `href="https://wa.me/${phone.slice(1)}"`, `customer=${code}`])
      expect(text).toContain(part);
    // 2 and 20 to 29; 10 to 19; the others
    expect(
      [...text.matchAll(/<p class="value">([^<]*)<\/p><p class="quiet">([^<]*)</g)].map((tile) => tile.slice(1)),
    ).toEqual([
      ['KES 73.00', '9 orders'],
      ['KES 247.00', '11 orders'],
      ['KES 145.00', '10 orders'],
    ]);
    expect(text.indexOf('Open orders')).toBeLessThan(text.indexOf('>Statement<'));
    expect(rowsIn(answer)).toBe(9 + 25);
    const rest = await clerk.open(nextIn(answer) ?? '');
    expect([rowsIn(rest), rest.text.includes('Open orders'), nextIn(rest)]).toEqual([5, false, undefined]);
    expect(rowsIn(await clerk.open(`/desk/customers/${id}?rows=100`))).toBe(9 + 30);
    expect(rowsIn(await clerk.open(`/desk/customers/${id}?rows=1000000&cursor=x`))).toBe(9 + 25);
  });

  it('tells who added, corrected, joined and unlinked the customer, by name, with old numbers', async () => {
    const phone = aPhone();
    const { customer } = (await api.post('/api/customer', { name: 'Wambui', phone })).json;
    const { id: userId, email } = await aUser(at.pool);
    await clerk.press(`/desk/people/${userId}`, { phone_number: phone, join: customer.customer_code });
    await clerk.press(`/desk/customers/${customer.id}/unlink`, { reason: 'Somebody else.' });
    const key = await aKey(api, { name: 'Web shop', scopes: ['customers:write'] });
    await at
      .as(key.secret)
      .patch(`/api/customers/${customer.id}`, { name: 'Wambui Njeri', phone_number: aPhone() }, { 'If-Match': '*' });
    const { text } = await clerk.open(`/desk/customers/${customer.id}`);
    const admin = (await at.pool.query(`select email from users where role = 'admin' order by id limit 1`)).rows[0];
    const plain = text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    for (const part of [
      `${admin.email}, by the API`,
      'Account: none → Otieno Odhiambo Achieng Atieno, at the desk',
      'Account: Otieno Odhiambo → none Somebody else.',
      'Name: Wambui → Wambui Njeri',
      `Number: ${phone.replace('+254', '0').slice(0, 4)} ${phone.slice(-6)} →`,
      'The program Web shop, by the API',
    ])
      expect(plain).toContain(part);
    expect(text).toContain(`href="/desk/people/${userId}"`);
    expect(email).not.toBeNull();
  });

  it('shows a viewer no button that would be refused', async () => {
    const { id } = await aCustomer(at.pool);
    await at.pool.query('update customers set user_id = $1 where id = $2', [(await aUser(at.pool)).id, id]);
    const links = async (browser: Browser) =>
      [...(await browser.open(`/desk/customers/${id}`)).text.matchAll(/(?:href|action)="(\/desk[^"]*)"/g)].map(
        ([, path = '']) => path,
      );
    const forWriting = [`/desk/customers/${id}/edit`, `/desk/customers/${id}/unlink`];
    expect(await links(clerk)).toEqual(expect.arrayContaining(forWriting));
    const seen = await links(viewer);
    for (const path of [...forWriting, '/desk/orders/new']) expect(seen).not.toContain(path);
    expect((await viewer.open('/desk/customers')).text).not.toContain('customers.csv');
    expect((await owner.open('/desk/customers')).text).toContain('/desk/export/customers.csv');
  });

  it('shows a program that may see no orders none of them', async () => {
    const { id } = await aCustomer(at.pool);
    await someOrders(at.pool, id, 3);
    const key = await aKey(api, { scopes: ['customers:read'] });
    const { status, text } = await at.as(key.secret).get(`/desk/customers/${id}`, { Accept: 'text/html' });
    expect([status, text.includes('Item 1')]).toEqual([200, false]);
  });

  it.each([NOWHERE, 'x', '%00', '1', "'"])('answers 404 with a page for %s', async (id) => {
    const { status, text } = await viewer.open(`/desk/customers/${id}`);
    expect([status, text.startsWith('<!doctype html>')]).toEqual([404, true]);
  });

  it('shows names and items as they are, whatever is in them', async () => {
    for (const name of HOSTILE) {
      const { id } = await aCustomer(at.pool, name);
      await someOrders(at.pool, id, 1);
      await at.pool.query('update orders set item = $1 where customer_id = $2', [name, id]);
      const { text } = await clerk.open(`/desk/customers/${id}`);
      expect(text).not.toMatch(/<script>alert|<img/);
      const written = name.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
      expect(text.split(written).length).toBeGreaterThan(2);
    }
  });
});

describe('POST /desk/customers/<id>/edit', () => {
  it('corrects name and number, has waiting texts follow, and names who did it', async () => {
    const { id, code } = await aCustomer(at.pool);
    const sms = (await api.post('/api/orders', { customer_code: code, item: 'Mango', amount: 1 })).json.sms.id;
    const next = aPhone();
    const edit = await clerk.open(`/desk/customers/${id}/edit`);
    expect(edit.text).toContain('Texts that have not gone out yet go to the new number.');
    const { status, headers } = await clerk.press(`/desk/customers/${id}/edit`, {
      ...{ name: '  Wanjiru  ', phone_number: next.replace('+254', '0'), version: versionIn(edit) },
    });
    expect([status, headers.get('location')]).toEqual([303, `/desk/customers/${id}?done=corrected`]);
    const { rows } = await at.pool.query('select phone from notifications where id = $1', [sms]);
    expect(rows).toEqual([{ phone: next }]);
    expect((await historyOf(id)).at(-1)).toMatchObject({ kind: 'corrected', actor_kind: 'staff', via: 'desk' });
    expect((await clerk.open(`/desk/customers/${id}?done=corrected`)).text).toContain('Saved.');
  });

  it('answers 409 with the values of now when somebody else was first, also to a form without a version', async () => {
    const { id } = await aCustomer(at.pool);
    const version = await versionOf(id);
    const [one, other] = await Promise.all(
      ['First', 'Second'].map((name) =>
        clerk.press(`/desk/customers/${id}/edit`, { name, phone_number: '0712 345 678', version }),
      ),
    );
    const [done, refused] = one?.status === 303 ? [one, other] : [other, one];
    expect([done?.status, refused?.status]).toEqual([303, 409]);
    const { name } = (await api.get(`/api/customers/${id}`)).json.customer;
    const mine = name === 'First' ? 'Second' : 'First';
    expect(refused?.text).toContain('Somebody else changed this meanwhile');
    expect(refused?.text).toContain(`value="${name}"`);
    expect(refused?.text).toContain(`Your form had: ${mine}`);
    expect(versionIn(refused as Answer)).toBe(await versionOf(id));
    const typed = { name, phone_number: '0712345678' };
    for (const odd of [typed, { ...typed, version: '*' }, { ...typed, version: 'x", "y' }])
      expect((await clerk.press(`/desk/customers/${id}/edit`, odd)).status).toBe(409);
  });

  it('names the customer who has the number already', async () => {
    const holder = await aCustomer(at.pool, 'Otieno');
    const { id } = await aCustomer(at.pool);
    const { status, text } = await clerk.press(`/desk/customers/${id}/edit`, {
      ...{ name: 'Wanjiku', phone_number: holder.phone, version: await versionOf(id) },
    });
    expect(status).toBe(409);
    expect(text).toContain(`<a href="/desk/customers/${holder.id}">Otieno (${holder.code})</a>`);
    expect(text).toContain(`value="${holder.phone}"`);
  });

  it.each<[string, Record<string, string>]>([
    ['a missing name', { phone_number: '0712345678' }],
    ['a name of 101 characters', { name: 'x'.repeat(101), phone_number: '0712345678' }],
    ['a name of control characters', { name: 'a\u0007b', phone_number: '0712345678' }],
    ['a NUL', { name: 'a\0b', phone_number: '0712345678' }],
    ['a number that is none', { name: 'Wanjiku', phone_number: '12' }],
    ['a huge number', { name: 'Wanjiku', phone_number: '1'.repeat(5000) }],
    ['markup as a number', { name: 'Wanjiku', phone_number: '"><script>alert(1)</script>' }],
    ['nothing', {}],
  ])('answers 422 with the form as typed to %s, and changes nothing', async (_, fields) => {
    const { id, name, phone } = await aCustomer(at.pool);
    const { status, text } = await clerk.press(`/desk/customers/${id}/edit`, {
      ...fields,
      version: await versionOf(id),
    });
    expect([status, text.includes('class="fault"'), text.includes('<script>alert')]).toEqual([422, true, false]);
    if (fields.name?.length === 101) expect(text).toContain(`value="${fields.name}"`);
    expect((await api.get(`/api/customers/${id}`)).json.customer).toMatchObject({ name, phone_number: phone });
  });

  it('takes no form from another site, nor from a viewer', async () => {
    const { id } = await aCustomer(at.pool);
    const version = await versionOf(id);
    const body = new URLSearchParams({ name: 'Evil', phone_number: '0712345678', version }).toString();
    const foreign = await clerk.open(`/desk/customers/${id}/edit`, {
      ...{ method: 'POST', body },
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'cross-site' },
    });
    expect(foreign.status).toBe(401);
    expect(foreign.headers.get('refresh')).toMatch('/google/login');
    expect((await viewer.press(`/desk/customers/${id}/edit`, { name: 'Evil', version })).status).toBe(403);
    expect((await historyOf(id)).length).toBe(1);
  });
});

describe('POST /desk/customers/<id>/unlink', () => {
  it('takes the account away once, keeps the reason, and says so to whoever comes second', async () => {
    const { id } = await aCustomer(at.pool);
    await at.pool.query('update customers set user_id = $1 where id = $2', [(await aUser(at.pool)).id, id]);
    const tooLong = await clerk.press(`/desk/customers/${id}/unlink`, { reason: 'x'.repeat(201) });
    expect([tooLong.status, tooLong.text.includes('<details class="confirm" open')]).toEqual([422, true]);
    const { status, headers } = await clerk.press(`/desk/customers/${id}/unlink`, { reason: 'Mistyped.' });
    expect([status, headers.get('location')]).toEqual([303, `/desk/customers/${id}?done=unlinked`]);
    expect((await historyOf(id)).at(-1)).toMatchObject({ kind: 'unlinked', note: 'Mistyped.', via: 'desk' });
    const again = await clerk.press(`/desk/customers/${id}/unlink`);
    expect([again.status, again.text.includes('Somebody else took the account away')]).toEqual([409, true]);
    expect((await clerk.press(`/desk/customers/${NOWHERE}/unlink`)).status).toBe(404);
  });
});

describe('CSV', () => {
  it('has every customer, with a mark of UTF-8, numbers with blanks, and no formulas', async () => {
    const { code } = await aCustomer(at.pool, '=HYPERLINK("http://evil.example")');
    const abroad = await aCustomer(at.pool, 'Neema, "Mama"\u00a0Salma');
    await at.pool.query(`update customers set phone = '+255712345678' where id = $1`, [abroad.id]);
    const answer = await fetch(`${at.url.replace('127.0.0.1', 'localhost')}/desk/export/customers.csv`, {
      headers: { Cookie: [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual([
      200,
      'text/csv; charset=utf-8',
      'attachment; filename="customers.csv"',
    ]);
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const lines = bytes.toString().slice(1).split('\r\n');
    expect(lines[0]).toBe('number,customer_code,name,phone,email,created_at');
    expect(lines.length - 2).toBe(Number((await at.pool.query('select count(*) from customers')).rows[0].count));
    expect(lines.find((line) => line.includes(code))).toMatch(
      /^\d+,[A-Z]{8},"'=HYPERLINK\(""http:\/\/evil\.example""\)",07\d\d \d{6},,\d{4}-\d\d-\d\d \d\d:\d\d$/,
    );
    expect(lines.find((line) => line.includes(abroad.code))).toContain(
      `"Neema, ""Mama""\u00a0Salma",'+255 712 345 678,`,
    );
  });

  it('is refused to clerks and viewers', async () => {
    for (const browser of [clerk, viewer]) expect((await browser.open('/desk/export/customers.csv')).status).toBe(403);
  });

  it('has the whole statement of one customer', async () => {
    const { id, code } = await aCustomer(at.pool);
    await someOrders(at.pool, id, 1200);
    const { status, text, headers } = await viewer.open(`/desk/customers/${id}/statement.csv`);
    const lines = text.split('\r\n');
    expect([status, lines.length, headers.get('content-disposition')]).toEqual([
      ...[200, 1202],
      `attachment; filename="statement-${code}.csv"`,
    ]);
    expect(lines[1]).toMatch(/^\d+,\d{4}-\d\d-\d\d \d\d:\d\d,Item 1200,1200\.00,KES,pending$/);
    const page = (await viewer.open(`/desk/customers/${id}`)).text;
    expect(page).toMatch(
      /1,000 orders<\/p>.*Of the newest 1,000 orders\..*The newest 10\. The statement has all of them\./s,
    );
    const empty = await viewer.open(`/desk/customers/${(await aCustomer(at.pool)).id}/statement.csv`);
    expect(empty.text.split('\r\n').slice(1)).toEqual(['']);
    expect((await viewer.open(`/desk/customers/${NOWHERE}/statement.csv`)).status).toBe(404);
    expect((await (await signInWithGoogle(at)).open(`/desk/customers/${id}/statement.csv`)).status).toBe(403);
  });
});
