import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from '../../support/browser.js';
import { aMember, anEmail, type Member, signInWithGoogle } from '../../support/staff.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../../support/test-app.js';

const NOWHERE = '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99';

let at: TestApp;
let api: ApiClient;
let owner: Member;
let clerk: Browser;
let viewer: Browser;
beforeAll(async () => {
  at = await startApp();
  api = await at.asAdmin();
  owner = await aMember(at, 'owner');
  [clerk, viewer] = [(await aMember(at, 'clerk')).browser, (await aMember(at, 'viewer')).browser];
});
afterAll(() => at.close());

const invite = (email: string, role = 'clerk'): Promise<Answer> => owner.browser.press('/desk/staff', { email, role });
const change = (id: string, form: Record<string, string>, by = owner.browser): Promise<Answer> =>
  by.press(`/desk/staff/${id}`, form);
const memberWith = async (email: string) =>
  (await at.pool.query('select id, role, disabled_at from staff where invited_email = $1', [email])).rows[0];
const placeOf = ({ status, headers }: Answer): unknown[] => [status, headers.get('location')];
/** The row of the list that tells of the address. */
const rowOf = ({ text }: Answer, email: string): string =>
  text
    .split('<tr')
    .find((row) => row.includes(email))
    ?.split('</tr>')[0] ?? '';

describe('GET /desk/staff', () => {
  it('is for owners alone, in the menu too', async () => {
    expect((await owner.browser.open('/desk/staff')).status).toBe(200);
    expect((await owner.browser.open('/desk/settings')).text).toContain('href="/desk/staff"');
    for (const other of [clerk, viewer]) {
      expect((await other.open('/desk/staff')).status).toBe(403);
      expect((await other.press('/desk/staff', { email: anEmail(), role: 'owner' })).status).toBe(403);
      expect((await change(owner.id, { disabled: 'true' }, other)).status).toBe(403);
      expect((await other.open('/desk')).text).not.toContain('/desk/staff');
    }
  });

  it('lists members and invitations with role and status, oneself, and the owners by STAFF_EMAILS', async () => {
    const invited = anEmail();
    await invite(invited, 'viewer');
    const { email, id } = await aMember(at, 'clerk');
    await change(id, { disabled: 'true' });
    const page = await owner.browser.open('/desk/staff');
    expect(rowOf(page, invited)).toMatch(/>Viewer<.*>Invited</);
    expect(rowOf(page, email)).toMatch(/Achieng Atieno.*>Clerk<.*>Disabled<.*>Enable</);
    expect(rowOf(page, owner.email)).toMatch(/\(you\).*>Owner<.*>Active<.*>Disable</);
    expect(page.text).toMatch(/settings of the service[^<]*staff@example\.com/);
    for (const meaning of ['may do everything', 'takes and corrects orders', 'may change nothing'])
      expect(page.text).toContain(meaning);
  });

  it('goes on by cursor, and a change comes back to its page', async () => {
    for (let n = 0; n < 25; n++) await invite(anEmail());
    const first = await owner.browser.open('/desk/staff');
    const next = /rel="next" href="([^"]+)"/.exec(first.text)?.[1] ?? '';
    expect(next).toContain('/desk/staff?cursor=');
    const second = await owner.browser.open(next);
    expect(rowOf(first, owner.email)).toBe('');
    const action = /action="(\/desk\/staff\/[^"]+)"/.exec(rowOf(second, owner.email))?.[1] ?? '';
    const done = await owner.browser.press(action, { role: 'owner' });
    expect(placeOf(done)).toEqual([303, `${next}&done=changed`]);
    expect((await owner.browser.open(`${next}&done=changed`)).text).toContain('The role was changed.');
    const odd = await owner.browser.open('/desk/staff?cursor=%22x&done=constructor');
    expect([odd.status, rowOf(odd, owner.email)]).toEqual([200, '']);
  });
});

describe('POST /desk/staff', () => {
  it('invites to a role and says where the person signs in', async () => {
    const email = anEmail();
    const answer = await invite(email.toUpperCase(), 'viewer');
    expect(placeOf(answer)).toEqual([303, '/desk/staff?done=invited']);
    expect((await owner.browser.open('/desk/staff?done=invited')).text).toMatch(/Invited\..*http[^<]*\/google\/login/);
    expect(await memberWith(email)).toMatchObject({ role: 'viewer', disabled_at: null });
    const { events } = (await api.get(`/api/audit?subject=${(await memberWith(email)).id}`)).json;
    expect(events).toMatchObject([{ action: 'staff-invited', actor_kind: 'staff', actor_id: owner.userId }]);
    const invited = await signInWithGoogle(at, { email });
    expect((await invited.open('/desk')).status).toBe(200);
  });

  it('says beside the field that an address is taken, and keeps what was typed', async () => {
    const email = anEmail();
    await invite(email);
    const again = await invite(email, 'owner');
    expect(again.status).toBe(409);
    expect(again.text).toMatch(new RegExp(`value="${email}".*This address has a role or an invitation already`));
    expect(again.text).toMatch(/<input[^>]*value="owner"[^>]*checked/);
    expect(await memberWith(email)).toMatchObject({ role: 'clerk' });
    const listed = await invite('Staff@example.com');
    expect([listed.status, listed.text.includes('an owner already, by the settings')]).toEqual([409, true]);
  });

  it.each([
    '',
    'x',
    '"><script>alert(1)</script>',
    'a@b',
    '\0',
    `${'x'.repeat(300)}@example.com`,
    'a\u202eb@example.com',
  ])('answers 422 with the form to the address %j', async (email) => {
    const { status, text } = await invite(email);
    expect([status, text.includes('This is no e-mail address'), text.includes('<script>alert')]).toEqual([
      422,
      true,
      false,
    ]);
  });

  it.each(['', 'admin', 'Owner;', '\0'])('asks for a role instead of %j', async (role) => {
    const email = anEmail();
    const { status, text } = await invite(email, role);
    expect([status, text.includes('Choose a role.')]).toEqual([422, true]);
    expect(await memberWith(email)).toBeUndefined();
  });
});

describe('POST /desk/staff/<id>', () => {
  it('changes a role, disables and enables, from the next request on', async () => {
    const { id, browser } = await aMember(at, 'viewer');
    expect(placeOf(await change(id, { role: 'clerk' }))).toEqual([303, '/desk/staff?done=changed']);
    expect((await browser.open('/desk/orders/new')).status).toBe(200);
    expect(placeOf(await change(id, { disabled: 'true' }))).toEqual([303, '/desk/staff?done=disabled']);
    expect((await browser.open('/desk')).status).toBe(403);
    expect(placeOf(await change(id, { disabled: 'false' }))).toEqual([303, '/desk/staff?done=enabled']);
    expect((await browser.open('/desk')).status).toBe(200);
    const { events } = (await api.get(`/api/audit?subject=${id}&action=staff-changed`)).json;
    expect(events).toHaveLength(3);
    expect(events[0]).toMatchObject({ actor_id: owner.userId });
  });

  it.each<Record<string, string>>([{}, { role: 'admin' }, { disabled: 'perhaps' }, { role: '\0' }])(
    'answers 422 to %j',
    async (form) => {
      const { id, email } = await aMember(at, 'viewer');
      const answer = await change(id, form);
      expect([answer.status, rowOf(answer, email).includes('role="alert"')]).toEqual([422, true]);
      expect(await memberWith(email)).toMatchObject({ role: 'viewer', disabled_at: null });
    },
  );

  it('answers 404 for a member that there is not', async () => {
    for (const id of [NOWHERE, 'x', '%00']) expect((await change(id, { role: 'clerk' })).status).toBe(404);
  });

  it('lets an owner step down while there is another, and leads to a page that is still open', async () => {
    const [one, other] = [await aMember(at, 'owner'), await aMember(at, 'owner')];
    expect(placeOf(await change(one.id, { role: 'clerk' }, one.browser))).toEqual([303, '/desk']);
    expect((await one.browser.open('/desk')).status).toBe(200);
    expect(placeOf(await change(other.id, { disabled: 'true' }, other.browser))).toEqual([303, '/']);
    expect((await other.browser.open('/')).status).toBe(200);
  });

  it('says in the row of the last owner that the shop would have none', async () => {
    await at.pool.query(`update staff set disabled_at = now() where role = 'owner' and id <> $1`, [owner.id]);
    // So that the owner is on the first page.
    await at.pool.query('delete from staff where user_id is null');
    const forms: Record<string, string>[] = [{ role: 'clerk' }, { disabled: 'true' }];
    for (const form of forms) {
      const answer = await change(owner.id, form);
      expect(answer.status).toBe(409);
      expect(rowOf(answer, owner.email)).toMatch(/role="alert"[^>]*>This is the last owner.*<details[^>]* open/);
    }
    expect((await owner.browser.open('/desk/staff')).status).toBe(200);
  });
});
