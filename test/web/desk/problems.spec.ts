import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { formProblemWords } from '../../../src/web/desk/problems/form-problem.words.js';
import { nodesIn, readHouse } from '../../architecture/sources.js';
import { aBrowser, type Browser } from '../../support/browser.js';
import { DatabaseLink } from '../../support/database-link.js';
import { aCustomer } from '../../support/factories.js';
import { aMember } from '../../support/staff.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
let link: DatabaseLink;
let clerk: Browser;
beforeAll(async () => {
  at = await startApp({}, undefined, async (url) => {
    link = await DatabaseLink.to(url);
    return link.url;
  });
  clerk = (await aMember(at, 'clerk')).browser;
});
afterAll(async () => {
  await at.close();
  await link.cut().catch(() => undefined);
});

const SWAHILI = { headers: { 'Accept-Language': 'sw' } };

describe('an error below /desk', () => {
  it('has the frame of the desk and its menu, in both languages', async () => {
    const unknown = '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99';
    for (const [path, status, title] of [
      ['/desk/nowhere', 404, 'There is nothing here'],
      [`/desk/orders/${unknown}`, 404, 'There is no such order'],
      [`/desk/customers/${unknown}`, 404, 'There is no such customer'],
      ['/desk/settings', 403, 'Your role may not do this'],
      ['/desk/orders/1/cancel', 405, 'This page cannot be opened by itself'],
    ] as const) {
      const { status: found, text } = await clerk.open(path);
      expect([path, found, text.match(/<h1>(.*?)<\/h1>/)?.[1]]).toEqual([path, status, title]);
      expect(text).toContain('<a href="/desk/orders"');
      expect(text).not.toContain('href="/desk/settings"');
    }
    const swahili = await clerk.open('/desk/nowhere', SWAHILI);
    expect([swahili.status, swahili.text.includes('<h1>Hakuna kitu hapa</h1>')]).toEqual([404, true]);
  });

  it('shows no menu to whoever is no staff, and stays a document for programs', async () => {
    const { status, text } = await aBrowser(at).open('/desk/nowhere');
    expect([status, text.includes('There is nothing here'), text.includes('desk-bar')]).toEqual([404, true, false]);
    expect((await at.request('/desk/nowhere')).json.status).toBe(404);
    expect((await clerk.open('/desks')).text).not.toContain('desk-bar');
  });
});

describe('the desk while the database is away', () => {
  it('says so with 503, and a form that was sent is kept and can be sent again', async () => {
    const { code } = await aCustomer(at.pool);
    const form = { customer: code, item: 'Mango <b>"ripe"</b>', amount: '420', key: 'a-key-of-the-form' };
    await link.cut();
    const page = await clerk.open('/desk/orders', SWAHILI);
    const posted = await clerk.press('/desk/orders/new', form);
    const fragment = await clerk.open('/desk/orders/new', {
      method: 'POST',
      body: new URLSearchParams(form).toString(),
      headers: {
        ...{ 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' },
        'HX-Request': 'true',
      },
    });
    await link.mend();
    for (const { status, headers } of [page, posted, fragment])
      expect([status, headers.get('retry-after'), headers.get('content-type')]).toEqual([
        503,
        '2',
        'text/html; charset=utf-8',
      ]);
    expect(page.text).toMatch(
      /desk-bar.*<h1>Subiri kidogo: data haipatikani<\/h1>.*href="\/desk\/orders">Jaribu tena/s,
    );
    expect(posted.text).toContain('<form method="post" action="/desk/orders/new">');
    expect(posted.text).toContain('name="item" value="Mango &lt;b>&quot;ripe&quot;&lt;/b>"');
    expect(fragment.headers.get('hx-retarget')).toBe('#toast');
    const inputs = posted.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
    const kept = Object.fromEntries(Array.from(inputs, ([, name = '', value = '']) => [name, value]));
    const typed = kept.item?.replaceAll('&lt;', '<').replaceAll('&quot;', '"') ?? '';
    const again = await clerk.press('/desk/orders/new', { ...kept, item: typed });
    expect([again.status, again.headers.get('location')]).toEqual([303, expect.stringMatching(/\?placed=1$/)]);
  });
});

/** Faults that a form comes back with, see `submit` of src/web/kit/filled-form.ts. */
const MENDABLE = ['invalid', 'missing', 'conflict', 'stale', 'unprocessable', 'limited'];

/** Errors with such a fault that no form of the desk can meet, and where they belong. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  ...{ 'sign-in-failed': 'sign-in', 'sign-in-unfinished': 'sign-in', 'sign-in-misconfigured': 'sign-in' },
  ...{ 'sign-in-refused': 'sign-in', 'provider-unknown': 'sign-in', 'identity-taken': 'sign-in' },
  ...{ 'address-recycled': 'sign-in', 'too-many-attempts': 'sign-in' },
  ...{ 'admin-taken': 'admins', 'password-weak': 'admins', 'admin-unknown': 'admins', 'own-account': 'admins' },
  ...{ 'account-of-staff': 'erasure', 'erasure-before-delivery': 'erasure', 'erasure-before-sms': 'erasure' },
  ...{ 'file-unreadable': 'import', 'import-started': 'import', 'import-unknown': 'import' },
};

/** The codes of all errors that somebody may put right, as the sources have them. */
function mendableCodes(): string[] {
  const read = (node: ts.ClassDeclaration, name: string): string | undefined => {
    const member = node.members.filter(ts.isPropertyDeclaration).find((each) => each.name.getText() === name);
    return member?.initializer?.getText().replaceAll("'", '');
  };
  return readHouse()
    .filter(({ fileName }) => /\.errors?\.ts$/.test(fileName))
    .flatMap((file) => nodesIn(file).filter(ts.isClassDeclaration))
    .filter((node) => MENDABLE.includes(read(node, 'fault') ?? ''))
    .flatMap((node) => read(node, 'code') ?? []);
}

describe('formProblemWords', () => {
  it('has words in each language for every error that a form of the desk can meet', () => {
    const codes = mendableCodes();
    expect(codes.length).toBeGreaterThan(30);
    const wanted = codes.filter((code) => !Object.hasOwn(ELSEWHERE, code)).sort();
    for (const words of [formProblemWords.en, formProblemWords.sw])
      expect(
        Object.keys(words)
          .filter((code) => words[code] !== '')
          .sort(),
      ).toEqual(wanted);
    expect(Object.keys(ELSEWHERE).filter((code) => !codes.includes(code))).toEqual([]);
  });
});
