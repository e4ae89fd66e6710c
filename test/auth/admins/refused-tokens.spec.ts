import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { forgeToken, JWT_SECRET, validClaims } from '../../support/forged-tokens.js';
import { wrongProblem } from '../../support/problems.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
let token: string;
let claims: Record<string, unknown>;

beforeAll(async () => {
  at = await startApp({ JWT_SECRET, OPEN_INTAKE: 'on' });
  token = await at.admin();
  claims = validClaims((await at.pool.query('select id from users')).rows[0].id);
});
afterAll(() => at.close());

const call = (Authorization: string) => at.request('/api/lookup/all-users', { headers: { Authorization } });

/** What the answer to a header says: the code of the problem, its detail and its challenge. */
async function refusalOf(authorization: string): Promise<{ code: string; detail: string; challenge: string | null }> {
  const answer = await call(authorization);
  expect([authorization, wrongProblem(answer, 401)]).toEqual([authorization, null]);
  const { type, detail } = answer.json;
  return { code: type.replace('/problems/', ''), detail, challenge: answer.headers.get('www-authenticate') };
}

const past = () => Math.floor(Date.now() / 1000) - 60;

describe('a token that does not count', () => {
  it.each<readonly [string, () => string, string, RegExp]>([
    ['without its last character', () => token.slice(0, -1), 'token-unreadable', /cut short/],
    ['without its second half', () => token.slice(0, token.length / 2), 'token-unreadable', /cut short/],
    ['without its signature', () => token.split('.').slice(0, 2).join('.'), 'token-unreadable', /cut short/],
    ['with only its head', () => token.split('.')[0] ?? '', 'token-unreadable', /cut short/],
    ['with one character more', () => `${token}x`, 'token-foreign', /not one of ours, or it is damaged/],
    ['with another character in its claims', () => token.replace(/\.ey./, '.eyX'), 'token-foreign', /damaged/],
    [
      'of another secret',
      () => forgeToken(claims, { secret: 'another secret of 32 bytes or longer' }),
      'token-foreign',
      /not one of ours/,
    ],
    [
      'of another secret, and expired',
      () => forgeToken({ ...claims, exp: past() }, { secret: 'another secret of 32 bytes or longer' }),
      'token-foreign',
      /not one of ours/,
    ],
    ['of another issuer', () => forgeToken({ ...claims, iss: 'other' }), 'token-foreign', /not one of ours/],
    ['that expired', () => forgeToken({ ...claims, exp: past() }), 'token-expired', /expired. Log in again/],
    ['of a version before', () => forgeToken({ ...claims, ver: -1 }), 'token-ended', /logged out/],
    ['that is a word', () => 'mango', 'token-unreadable', /This is not a token/],
    ['of three words', () => 'a.b.c', 'token-unreadable', /This is not a token/],
    ['in quotes', () => `"${token}"`, 'token-unreadable', /without quotes/],
    ['in single quotes', () => `'${token}'`, 'token-unreadable', /without quotes/],
    ['in angle brackets', () => `<${token}>`, 'token-unreadable', /brackets/],
    ['that is a placeholder', () => '<token>', 'token-unreadable', /not the name of one/],
    ['that is a variable of Postman', () => '{{token}}', 'token-unreadable', /not the name of one/],
    ['that is a variable of the shell', () => '$TOKEN', 'token-unreadable', /not the name of one/],
    ['that a script left undefined', () => 'undefined', 'token-unreadable', /not the name of one/],
    ['that comes twice', () => `${token} ${token}`, 'token-unreadable', /without spaces/],
    ['after two Bearer', () => `Bearer ${token}`, 'token-unreadable', /Bearer once/],
  ])('is answered with what is wrong with it: one %s', async (_, make, code, detail) => {
    const refusal = await refusalOf(`Bearer ${make()}`);
    expect(refusal).toMatchObject({ code, detail: expect.stringMatching(detail) });
    expect(refusal.challenge).toBe(`Bearer error="invalid_token", error_description="${refusal.detail}"`);
  });

  it('is told from one that a logout ended', async () => {
    const ended = await at.admin();
    expect((await at.curl('/api/auth/logout/', '', ended)).status).toBe(204);
    expect(await refusalOf(`Bearer ${ended}`)).toMatchObject({ code: 'token-ended' });
  });

  it('is refused with its reason where a stranger without a token is let in', async () => {
    const body = { name: 'Wanjiku', phone: '0712345678' };
    const answer = await at.as(token.slice(0, -1)).post('/api/customer', body);
    expect([answer.status, answer.json.type]).toEqual([401, '/problems/token-unreadable']);
  });
});

describe('the header Authorization', () => {
  it.each<readonly [string, () => string, string, RegExp, 'Bearer' | 'error']>([
    ['with Basic', () => 'Basic bWFuZ286bWFuZ28=', 'scheme-unknown', /Basic does not work here/, 'Bearer'],
    ['with Digest', () => 'Digest username="mango"', 'scheme-unknown', /Authorization: Bearer <token>/, 'Bearer'],
    ['with Token', () => `Token ${token}`, 'scheme-unknown', /Authorization: Bearer <token>/, 'Bearer'],
    ['without Bearer', () => token, 'token-unreadable', /Write Bearer and a space before it/, 'error'],
    ['without the space', () => `Bearer${token}`, 'token-unreadable', /Write Bearer and a space before it/, 'error'],
    ['with a colon', () => `Bearer: ${token}`, 'token-unreadable', /no colon/, 'error'],
    ['with Bearer alone', () => 'Bearer', 'unauthenticated', /Send "Authorization/, 'Bearer'],
    ['that is empty', () => '', 'unauthenticated', /Send "Authorization/, 'Bearer'],
  ])('is answered with its right form: one %s', async (_, make, code, detail, challenge) => {
    const refusal = await refusalOf(make());
    expect(refusal).toMatchObject({ code, detail: expect.stringMatching(detail) });
    expect(refusal.challenge).toMatch(challenge === 'Bearer' ? /^Bearer$/ : /^Bearer error="invalid_token"/);
  });

  it('is asked for without an error when it is absent', async () => {
    const answer = await at.request('/api/lookup/all-users');
    expect([answer.json.type, answer.headers.get('www-authenticate')]).toEqual(['/problems/unauthenticated', 'Bearer']);
  });
});
