import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser } from '../../support/browser.js';
import { aMember } from '../../support/staff.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../../support/test-app.js';
import { aNeeding, fail } from './needing.js';

let at: TestApp;
let api: ApiClient;
let owner: Browser;
let clerk: Browser;
let viewer: Browser;
beforeAll(async () => {
  at = await startApp();
  api = await at.asAdmin();
  [owner, clerk, viewer] = (await Promise.all(
    ['owner', 'clerk', 'viewer'].map(async (role) => (await aMember(at, role)).browser),
  )) as [Browser, Browser, Browser];
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.pool.query(
    'delete from sent_messages; delete from notification_events; delete from notifications; delete from quotas',
  );
});

const page = async (path: string, browser = clerk, language = 'en'): Promise<string> => {
  const { status, text } = await browser.open(path, { headers: { 'Accept-Language': language } });
  expect([path, status]).toEqual([path, 200]);
  return text;
};
/** The values of the hidden fields of the form that goes to `action`. */
const fieldsOf = (html: string, action: string): Record<string, string> => {
  const form = html.match(new RegExp(`<form method="post" action="${action}"[^>]*>(.*?)</form>`, 's'))?.[1] ?? '';
  const inputs = form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g);
  return Object.fromEntries(Array.from(inputs, ([, name = '', value = '']) => [name, value]));
};
const statusOf = async (id: string): Promise<string> =>
  (await at.pool.query('select status from notifications where id = $1', [id])).rows[0].status;
const countQueued = async (): Promise<number> =>
  (await at.pool.query(`select count(*)::int as queued from notifications where status = 'queued'`)).rows[0].queued;
const told = async ({ headers }: Answer): Promise<string> => {
  const text = await page(headers.get('location') ?? '');
  return (
    text
      .match(/<section class="note" role="status">(.*?)<\/section>/s)?.[1]
      ?.replaceAll(/<[^>]+>/g, ' ')
      .trim() ?? ''
  );
};

describe('GET /desk/messages', () => {
  it('says that nobody has to be called, and what today cost, when all is well', async () => {
    const text = await page('/desk/messages');
    expect(text).toContain('Nobody has to be called');
    expect(text).toContain('KES 0.00 of KES 10000.00 for today');
    expect(text).not.toContain('notifications.csv');
  });

  it('counts what waits, and since when', async () => {
    const { id } = await aNeeding(at, api);
    await at.pool.query(
      `update notifications set status = 'queued', created_at = '2026-01-02T03:04:00Z' where id = $1`,
      [id],
    );
    const text = await page('/desk/messages');
    expect(text).toMatch(/Waiting to go out<\/p><p class="value">1<\/p>/);
    expect(text).toContain('The oldest since 2 Jan 2026, 06:04 EAT');
  });

  it('groups what needs somebody by its words, with the newest three of each', async () => {
    for (const name of ['Achieng', 'Baraka', 'Chebet', 'Duma'])
      await aNeeding(at, api, { status: 'undelivered', reason: 'AbsentSubscriber', name });
    await aNeeding(at, api, { status: 'undelivered', reason: 'UserInBlackList', name: 'Esther' });
    await aNeeding(at, api, { reason: '406 UserInBlacklist', name: 'Farida' });
    const text = await page('/desk/messages');
    expect(
      Array.from(text.matchAll(/<h3>(.*?)<\/h3><span class="badge bad">(.*?)</g), (match) => match.slice(1)),
    ).toEqual([
      ['Phone off or out of reach', '4'],
      ['This phone blocks our sender', '2'],
    ]);
    expect(text).not.toContain('Achieng');
    for (const name of ['Baraka', 'Chebet', 'Duma', 'Esther', 'Farida']) expect(text).toContain(name);
    expect(text).toContain('Show all 4');
    expect(text).not.toMatch(/406|UserInBlack/);
  });

  it('leaves out the SMS of orders that were cancelled, which need nobody', async () => {
    await aNeeding(at, api, { reason: 'the order was cancelled before its text went out' });
    expect(await page('/desk/messages')).toContain('Nobody has to be called');
    expect(await page('/desk/export/notifications.csv')).not.toContain('Wanjiku');
  });

  it('counts a reason up to 1,000', async () => {
    const { id } = await aNeeding(at, api);
    await at.pool.query(
      `insert into notifications (id, kind, phone, status, reason)
       select gen_random_uuid(), kind, phone, status, reason from notifications cross join generate_series(1, 1500) where id = $1`,
      [id],
    );
    expect(await page('/desk/messages')).toContain('<span class="badge bad">1,000+</span>');
  });

  it('shows hostile names and items as text, in both languages', async () => {
    const name = '<img src=x onerror=alert(1)> \u202eمريم';
    const item = '"><script>alert(1)</script> 🥭';
    await aNeeding(at, api, { name, item });
    for (const path of ['/desk/messages', '/desk/messages?reason=noSuchNumber'])
      for (const language of ['en', 'sw']) {
        const text = await page(path, clerk, language);
        expect(text).toContain('&lt;img src=x onerror=alert(1)> \u202eمريم');
        expect(text).not.toMatch(/<img|<script>alert/);
      }
    expect(await page('/desk/messages', clerk, 'sw')).toContain('Namba hii haipo');
  });

  it('takes an odd reason for none, and refuses an odd cursor', async () => {
    await aNeeding(at, api);
    for (const odd of ['nonsense', 'constructor', '%00', '__proto__', ''])
      expect(await page(`/desk/messages?reason=${odd}`)).toContain('Needs somebody, by reason');
    expect((await clerk.open('/desk/messages?reason=absent&cursor=x')).status).toBe(400);
    expect(await page('/desk/messages?reason=absent&queued=x&changed=1&left=1')).not.toContain('class="note"');
  });

  it('gives everyone of a reason once, page after page', async () => {
    const needing = [];
    for (let n = 0; n < 30; n++) needing.push(await aNeeding(at, api));
    const seen: string[] = [];
    for (let path: string | undefined = '/desk/messages?reason=noSuchNumber'; path !== undefined; ) {
      const text: string = await page(path);
      seen.push(
        ...Array.from(text.matchAll(/href="\/desk\/orders\/([^"]+)"/g), ([, id = '']) => id).filter(
          (id) => id !== 'new',
        ),
      );
      path = text.match(/rel="next" href="([^"]+)"/)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(seen).toEqual(needing.map(({ orderId }) => orderId).reverse());
  });

  it('offers to send again to those who may, and says the price first', async () => {
    await aNeeding(at, api);
    const text = await page('/desk/messages?reason=noSuchNumber');
    expect(text).toContain('1 customer gets 1 SMS. That costs KES 1.00 at most.');
    expect(await page('/desk/messages?reason=noSuchNumber', viewer)).not.toMatch(/resend|Send again/);
  });
});

describe('POST /desk/messages/:id/resend', () => {
  const list = '/desk/messages?reason=noSuchNumber';

  it('queues it once for a double press, also when it has failed again in between', async () => {
    const { id } = await aNeeding(at, api);
    const action = `/desk/messages/${id}/resend`;
    const form = fieldsOf(await page(list), action);
    const answers = await Promise.all([clerk.press(action, form), clerk.press(action, form)]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect((await Promise.all(answers.map(told))).sort()).toEqual([
      '1 SMS waits to go out again.',
      '1 was sent again or changed before, so nothing was done to it.',
    ]);
    await fail(at, id, 'failed', '403 InvalidPhoneNumber');
    expect(await told(await clerk.press(action, form))).toMatch(/^1 was sent again/);
    expect(await statusOf(id)).toBe('failed');
    expect(await told(await clerk.press(action, fieldsOf(await page(list), action)))).toBe(
      '1 SMS waits to go out again.',
    );
    const { rows } = await at.pool.query(
      `select count(*)::int as resends from notification_events where notification_id = $1 and to_status = 'queued'`,
      [id],
    );
    expect(rows[0].resends).toBe(2);
  });

  it('answers htmx with the list as it is now', async () => {
    const { id } = await aNeeding(at, api);
    const action = `/desk/messages/${id}/resend`;
    const body = new URLSearchParams(fieldsOf(await page(list), action)).toString();
    const { status, text } = await clerk.open(action, {
      ...{ method: 'POST', body },
      headers: {
        'HX-Request': 'true',
        'Content-Type': 'application/x-www-form-urlencoded',
        'Sec-Fetch-Site': 'same-origin',
      },
    });
    expect([status, text.startsWith('<div id="messages">')]).toEqual([200, true]);
    expect(text).toContain('1 SMS waits to go out again.');
    expect(text).toContain('None is left');
  });

  it('refuses viewers, forms of other sites, ids of nobody and forms that are not ours', async () => {
    const { id } = await aNeeding(at, api);
    const action = `/desk/messages/${id}/resend`;
    const form = fieldsOf(await page(list), action);
    expect((await viewer.press(action, form)).status).toBe(403);
    const foreign = await clerk.open(action, {
      ...{ method: 'POST', body: new URLSearchParams(form).toString() },
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'cross-site' },
    });
    expect([foreign.status, foreign.headers.get('refresh')]).toEqual([401, expect.stringContaining('/google/login')]);
    expect(await told(await clerk.press(`/desk/messages/${crypto.randomUUID()}/resend`, form))).toMatch(
      /^1 was sent again/,
    );
    expect((await clerk.press('/desk/messages/nonsense/resend', form)).status).toBe(404);
    for (const wrong of [{}, { ...form, as_of: 'now' }, { ...form, as_of: '9'.repeat(40) }, { ...form, reason: '<b>' }])
      expect((await clerk.press(action, wrong)).status).toBe(400);
    expect((await clerk.press(action, { ...form, as_of: '9'.repeat(17) })).status).toBe(303);
    expect(await statusOf(id)).toBe('queued');
  });
});

describe('POST /desk/messages/resend', () => {
  const list = '/desk/messages?reason=noSuchNumber';
  const action = '/desk/messages/resend';
  const needMany = async (count: number): Promise<void> => {
    const { id } = await aNeeding(at, api);
    await at.pool.query(
      `insert into notifications (id, kind, phone, status, reason, body, encoding, segments)
       select gen_random_uuid(), kind, phone, status, reason, body, encoding, segments
       from notifications cross join generate_series(2, $2) where id = $1`,
      [id, count],
    );
  };

  it('queues the newest 100 of a reason, and no others for the same form', async () => {
    await needMany(130);
    const text = await page(list);
    expect(text).toContain('100 customers get 100 SMS. That costs KES 100.00 at most.');
    const form = fieldsOf(text, action);
    const [first, second] = await Promise.all([clerk.press(action, form), clerk.press(action, form)]);
    expect([first.status, second.status, await countQueued()]).toEqual([303, 303, 100]);
    await at.pool.query(
      `update notifications set status = 'failed', reason = '403 InvalidPhoneNumber' where status = 'queued'`,
    );
    expect(await told(await clerk.press(action, form))).toMatch(/^100 were sent again or changed before/);
    expect(await countQueued()).toBe(0);
  });

  it('queues each to the number that its customer has now, and tells who asked for it', async () => {
    const [one, other] = [await aNeeding(at, api), await aNeeding(at, api)];
    await at.pool.query(`update customers set phone = '+254733000111' where phone = $1`, [one.phone]);
    await clerk.press(action, fieldsOf(await page(list), action));
    const { rows } = await at.pool.query(
      `select n.phone, s.role from notifications n join staff s on s.user_id = n.changed_by where n.id = any($1) order by n.id`,
      [[one.id, other.id]],
    );
    expect(rows).toEqual([
      { phone: '+254733000111', role: 'clerk' },
      { phone: other.phone, role: 'clerk' },
    ]);
  });

  it('leaves notifications of other reasons, and those that failed after the page was shown', async () => {
    await aNeeding(at, api);
    const other = await aNeeding(at, api, { status: 'unknown', reason: 'no answer in time' });
    const form = fieldsOf(await page(list), action);
    const later = await aNeeding(at, api);
    expect(await told(await clerk.press(action, form))).toContain('1 SMS waits to go out again.');
    expect([await statusOf(other.id), await statusOf(later.id)]).toEqual(['unknown', 'failed']);
  });

  it('refuses viewers, and forms that are not ours', async () => {
    await aNeeding(at, api);
    const form = fieldsOf(await page(list), action);
    expect((await viewer.press(action, form)).status).toBe(403);
    for (const wrong of [{}, { ...form, down_to: 'x' }, { ...form, reason: 'x' }])
      expect((await clerk.press(action, wrong)).status).toBe(400);
    expect(await countQueued()).toBe(0);
  });
});

describe('RESENDS_PER_HOUR', () => {
  it('ends the resends of a reason, and says what is left and when more may be sent', async () => {
    const limited = await startApp({ RESENDS_PER_HOUR: '3' });
    const admin = await limited.asAdmin();
    for (let n = 0; n < 5; n++) await aNeeding(limited, admin);
    const { browser } = await aMember(limited, 'clerk');
    const form = fieldsOf((await browser.open('/desk/messages?reason=noSuchNumber')).text, '/desk/messages/resend');
    const { status, headers } = await browser.press('/desk/messages/resend', form);
    const { text } = await browser.open(headers.get('location') ?? '');
    await limited.close();
    expect(status).toBe(303);
    expect(text).toContain('3 SMS wait to go out again.');
    expect(text).toMatch(/2 are left\. You may send no more again for 60 minutes/);
  });
});

describe('GET /desk/export/notifications.csv', () => {
  it('is a list to call: name, phone as people write it, order, item, and what to do', async () => {
    const { number, phone } = await aNeeding(at, api, { name: '=HYPERLINK("x")', item: 'Mango; "ripe", ten' });
    const { headers, text } = await clerk.open('/desk/export/notifications.csv');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename="to-call.csv"');
    expect(text.split('\r\n')[0]).toBe('Name,Phone,Order,Item,What happened,What to do,Queued');
    const cookie = Array.from(clerk.cookies, (pair) => pair.join('=')).join('; ');
    const raw = await fetch(`${at.url}/desk/export/notifications.csv`, { headers: { Cookie: cookie } });
    expect([...Buffer.from(await raw.arrayBuffer()).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const written = phone.replace(/^\+254(\d{3})(\d{6})$/, '0$1 $2');
    expect(text).toContain(`"'=HYPERLINK(""x"")",${written},${number},`);
    expect(text).toContain('No such number,Check it with the customer.,');
    expect(text).not.toContain('403');
  });

  it('holds one reason if asked, in the language of the reader', async () => {
    await aNeeding(at, api, { name: 'Achieng' });
    await aNeeding(at, api, { name: 'Baraka', status: 'undelivered', reason: 'AbsentSubscriber' });
    const text = await page('/desk/export/notifications.csv?reason=absent', viewer, 'sw');
    expect(text).toContain('Baraka');
    expect(text).toContain('Simu imezimwa au haipatikani');
    expect(text).not.toContain('Achieng');
  });

  it('has 1,000 rows at most for a clerk, and all for an owner', async () => {
    const { id } = await aNeeding(at, api);
    await at.pool.query(
      `insert into notifications (id, kind, phone, status, reason)
       select gen_random_uuid(), kind, phone, case when n % 2 = 0 then 'failed' else 'unknown' end, reason
       from notifications cross join generate_series(1, 2500) n where id = $1`,
      [id],
    );
    const rows = async (browser: Browser): Promise<number> =>
      (await page('/desk/export/notifications.csv', browser)).trim().split('\r\n').length - 1;
    expect(await rows(clerk)).toBe(1_000);
    expect(await rows(owner)).toBe(2_501);
  });
});
