import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aKey } from '../../support/api-keys.js';
import type { Browser } from '../../support/browser.js';
import { aCustomer, aPhone, aUser } from '../../support/factories.js';
import { aMember, signInWithGoogle } from '../../support/staff.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../../support/test-app.js';

const NOWHERE = '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99';

let at: TestApp;
let api: ApiClient;
let clerk: Browser;
let viewer: Browser;
beforeAll(async () => {
  at = await startApp();
  api = await at.asAdmin();
  [clerk, viewer] = [(await aMember(at, 'clerk')).browser, (await aMember(at, 'viewer')).browser];
});
afterAll(() => at.close());

const give = (userId: string, phone_number: string, join?: string): Promise<Answer> =>
  clerk.press(`/desk/people/${userId}`, { phone_number, ...(join === undefined ? {} : { join }) });
const customerOf = async (userId: string) =>
  (await at.pool.query('select id, code, name, phone from customers where user_id = $1', [userId])).rows[0];
const phoneOf = async (userId: string): Promise<string | null> =>
  (await at.pool.query('select phone from users where id = $1', [userId])).rows[0].phone;

describe('GET /desk/people', () => {
  it('lists who signed in and has no number, newest first, and neither staff nor admins', async () => {
    await signInWithGoogle(at, { email: 'staff@example.com' });
    const { email: numbered } = await aUser(at.pool);
    await at.pool.query('update users set phone = $1 where email = $2', [aPhone(), numbered]);
    const waiting: (string | null)[] = [];
    for (let n = 0; n < 30; n++) waiting.push((await aUser(at.pool)).email);
    const first = await clerk.open('/desk/people');
    const next = /rel="next" href="([^"]+)"/.exec(first.text)?.[1] ?? '';
    const second = await clerk.open(next);
    const listed = [...`${first.text}${second.text}`.matchAll(/>([\w.]+@example\.com)</g)].map(([, email]) => email);
    expect(listed).toEqual(waiting.reverse());
  });

  it('shows a viewer who waits, and no form', async () => {
    await aUser(at.pool);
    const [forClerk, forViewer] = [await clerk.open('/desk/people'), await viewer.open('/desk/people')];
    expect([forClerk.status, forClerk.text.includes('action="/desk/people/')]).toEqual([200, true]);
    expect([forViewer.status, forViewer.text.includes('action="/desk/people/')]).toEqual([200, false]);
    expect((await viewer.press(`/desk/people/${NOWHERE}`)).status).toBe(403);
  });
});

describe('POST /desk/people/<id>', () => {
  it('makes a customer of the person with the number, once for a double tap', async () => {
    const { id } = await aUser(at.pool);
    const phone = aPhone();
    const [one, other] = await Promise.all([give(id, phone.replace('+254', '0')), give(id, phone)]);
    const customer = await customerOf(id);
    expect(customer).toMatchObject({ name: 'Otieno Odhiambo', phone });
    const done = `/desk/customers/${customer.id}?done=made`;
    expect([one, other].map(({ status, headers }) => [status, headers.get('location')])).toContainEqual([303, done]);
    const again = await give(id, phone);
    expect([again.status, again.text.includes(`/desk/customers/${customer.id}`)]).toEqual([409, true]);
    const { history } = (await api.get(`/api/customers/${customer.id}/history`)).json;
    expect(history).toMatchObject([{ kind: 'registered', actor_kind: 'staff', via: 'desk' }]);
  });

  it('names the customer who has the number before joining, and joins by a press of its own alone', async () => {
    const { id } = await aUser(at.pool);
    const holder = await aCustomer(at.pool, 'Akinyi <b>');
    const asked = await give(id, holder.phone);
    expect(asked.status).toBe(409);
    expect(asked.text).toContain(`Akinyi &lt;b>, code ${holder.code}`);
    expect(asked.text).toContain(`name="join" value="${holder.code}"`);
    expect([await customerOf(id), await phoneOf(id)]).toEqual([undefined, null]);
    expect((await give(id, holder.phone, 'AAAAAAAA')).status).toBe(409);
    expect(await customerOf(id)).toBeUndefined();
    const { status, headers } = await give(id, holder.phone, holder.code);
    expect([status, headers.get('location')]).toEqual([303, `/desk/customers/${holder.id}?done=joined`]);
    expect([await customerOf(id), await phoneOf(id)]).toEqual([
      { id: holder.id, code: holder.code, name: 'Akinyi <b>', phone: holder.phone },
      holder.phone,
    ]);
  });

  it('refuses the number of another account, of a customer and of nobody, and changes nothing', async () => {
    const [first, second, third] = [await aUser(at.pool), await aUser(at.pool), await aUser(at.pool)];
    const [phone, loose] = [aPhone(), aPhone()];
    await give(first.id, phone);
    const { code } = await customerOf(first.id);
    const held = await give(second.id, phone);
    expect([held.status, held.text.includes(`code ${code}, who has another account`)]).toEqual([409, true]);
    expect(held.text).not.toContain('name="join"');
    await at.pool.query('update users set phone = $1 where id = $2', [loose, third.id]);
    const taken = await give(second.id, loose);
    expect([taken.status, taken.text.includes('another account already')]).toEqual([409, true]);
    const gone = await give(second.id, aPhone(), 'AAAAAAAA');
    expect([gone.status, gone.text.includes('No customer has this number any more')]).toEqual([409, true]);
    expect([await customerOf(second.id), await phoneOf(second.id)]).toEqual([undefined, null]);
  });

  it('gives the account that was joined by mistake its own number', async () => {
    const { id } = await aUser(at.pool);
    const holder = await aCustomer(at.pool);
    await give(id, holder.phone, holder.code);
    await clerk.press(`/desk/customers/${holder.id}/unlink`);
    const own = aPhone();
    expect((await clerk.open(`/desk/people/${id}`)).status).toBe(200);
    expect((await give(id, own)).status).toBe(303);
    expect((await customerOf(id)).phone).toBe(own);
    expect((await api.get(`/api/customers/${holder.id}`)).json.customer.phone_number).toBe(holder.phone);
  });

  it.each(['', '12', 'x'.repeat(5000), '\0', '"><script>alert(1)</script>', '+254712345678;ext=5'])(
    'answers 422 with what was typed to %j',
    async (phone) => {
      const { id } = await aUser(at.pool);
      const { status, text } = await give(id, phone);
      expect([status, text.includes('This is no phone number'), text.includes('<script>alert')]).toEqual([
        422,
        true,
        false,
      ]);
      expect(await phoneOf(id)).toBeNull();
    },
  );

  it('answers 404 for a person that there is not, and 403 to a program that may not add numbers', async () => {
    expect((await give(NOWHERE, aPhone())).status).toBe(404);
    expect((await give('x', aPhone())).status).toBe(404);
    const { id } = await aUser(at.pool);
    const key = await aKey(api, { scopes: ['customers:write'] });
    expect((await at.as(key.secret).post(`/desk/people/${id}`, { phone_number: aPhone() })).status).toBe(403);
    expect(await phoneOf(id)).toBeNull();
  });
});
