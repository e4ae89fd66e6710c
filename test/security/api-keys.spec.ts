import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sha256 } from '../../src/digests.js';
import { aKey, type MadeKey, refusalOf } from '../support/api-keys.js';
import { PlanWatch } from '../support/plan-watch.js';
import { wrongProblem } from '../support/problems.js';
import { type ApiClient, CapturedLog, startApp, type TestApp } from '../support/test-app.js';
import { waitFor } from '../support/waiting.js';

const log = new CapturedLog();
let at: TestApp;
let owner: ApiClient;
let key: MadeKey;
beforeAll(async () => {
  at = await startApp({ LOG_LEVEL: 'debug', OPEN_INTAKE: 'on' }, log);
  owner = await at.asAdmin();
  key = await aKey(owner);
});
afterAll(() => at.close());
beforeEach(() => {
  log.text = '';
});

const call = (Authorization: string, path = '/api/customers') => at.request(path, { headers: { Authorization } });

/** What nobody must read in a log or an answer: the secret, the check digits, and the digest. */
function canariesOf({ secret }: MadeKey): string[] {
  const [, , random = '', check = ''] = secret.split('_');
  const digest = sha256(secret);
  return [random, check, ...(['hex', 'base64', 'base64url'] as const).map((form) => digest.toString(form))];
}

describe('the text of a key', () => {
  it('is taken in the header Authorization as a Bearer token, in no other place', async () => {
    const { secret } = key;
    expect((await call(`Bearer ${secret}`)).status).toBe(200);
    expect((await call(`bearer  ${secret}`)).status).toBe(200);
    const refused = [
      await at.request(`/api/customers?api_key=${secret}`),
      await at.request(`/api/customers?access_token=${secret}`),
      await at.request(`/api/customers?key=${secret}&token=${secret}`),
      await at.request('/api/customers', { headers: { 'X-API-Key': secret } }),
      await at.request('/api/customers', { headers: { Cookie: `agiza-session=${secret}` } }),
      await at.as().post('/api/lookup/all-customers', { api_key: secret, access_token: secret }),
      await at.curl('/api/lookup/all-customers', `access_token=${secret}`),
      await call(secret),
      await call(`Basic ${Buffer.from(`${secret}:`).toString('base64')}`),
      await call(`Token ${secret}`),
      await call(`Bearer Bearer ${secret}`),
    ];
    expect(refused.map((answer) => wrongProblem(answer, 401))).toEqual(refused.map(() => null));
  });

  it('is refused in the address of a request that has a right one in its header', async () => {
    const answer = await call(`Bearer ${key.secret}`, `/api/customers?access_token=${key.secret}`);
    expect(answer.status).toBe(400);
    for (const canary of canariesOf(key)) expect(answer.text).not.toContain(canary);
  });

  it.each<readonly [string, (secret: string) => string, string]>([
    ['without its last character', (secret) => secret.slice(0, -1), 'key-mistyped'],
    ['with one character more', (secret) => `${secret}a`, 'key-mistyped'],
    [
      'with two neighbours exchanged',
      (secret) => secret.replace(/(.)(?!\1)([^_])(?=[^_]{20}_)/, '$2$1'),
      'key-mistyped',
    ],
    ['in quotes', (secret) => `"${secret}"`, 'key-mistyped'],
    ['in angle brackets', (secret) => `<${secret}>`, 'key-mistyped'],
    ['twice', (secret) => `${secret} ${secret}`, 'key-mistyped'],
    ['that is the beginning alone', () => 'agz_', 'key-mistyped'],
    ['of 15,000 characters', () => `agz_${'a'.repeat(15_000)}`, 'key-mistyped'],
    [
      'of the documentation',
      () => 'agz_0192d3a07c1f7e2b9a433f6d2c1b0a94_thisisanexampleandnokeyofanybody_edtodka',
      'key-foreign',
    ],
  ])('%s is refused with its reason, also where OPEN_INTAKE would let a stranger in', async (_, write, code) => {
    for (const path of ['/api/customers', '/api/order/+254712345678']) {
      const answer = await call(`Bearer ${write(key.secret)}`, path);
      expect(wrongProblem(answer, 401)).toBeNull();
      expect(refusalOf(answer)).toMatchObject({ code, challenge: expect.stringContaining('error="invalid_token"') });
    }
    const intake = await at.request('/api/order', {
      method: 'POST',
      headers: { Authorization: `Bearer ${write(key.secret)}`, 'Content-Type': 'application/json' },
      body: '{}',
    });
    expect(refusalOf(intake)).toMatchObject({ status: 401, code });
  });

  it('is refused as foreign when its check digits fit and its secret is another one', async () => {
    const other = await aKey(owner);
    await at.pool.query('update api_keys set digest = $2 where id = $1', [other.id, sha256('another text')]);
    expect(refusalOf(await call(`Bearer ${other.secret}`))).toMatchObject({ code: 'key-foreign' });
  });

  it('is in no log line and no answer but the one that shows it, also when the database fails', async () => {
    const shown = await owner.post('/api/keys', { name: 'Canary' });
    const rotated = await owner.post(`/api/keys/${shown.json.key.id}/rotate`);
    const texts = [shown.json.secret as string, rotated.json.secret as string];
    const answers: string[] = [(await owner.get('/api/keys')).text];
    for (const secret of texts) {
      answers.push((await call(`Bearer ${secret}`)).text);
      answers.push((await call(`Bearer ${secret}x`)).text);
      answers.push((await call(`Bearer ${secret.replace('agz_', 'agz_0')}`)).text);
      answers.push((await call(secret)).text);
      answers.push((await at.request(`/api/customers?key=${secret}`)).text);
      answers.push((await at.request(`/nowhere/${secret}?key=${secret}`)).text);
      answers.push((await at.request(`/api/keys/${secret}`, { method: 'DELETE' })).text);
      answers.push((await owner.delete(`/api/keys/${secret}`)).text);
      answers.push((await owner.post('/api/orders', { [secret]: secret })).text.replaceAll(secret, ''));
    }
    await owner.delete(`/api/keys/${shown.json.key.id}`);
    answers.push((await call(`Bearer ${texts[1]}`)).text);
    await at.pool.query('alter table api_keys rename to api_keys_gone');
    const failed = await call(`Bearer ${texts[0]}`);
    await at.pool.query('alter table api_keys_gone rename to api_keys');
    expect(failed.status).toBe(500);
    await waitFor(
      () => log.text,
      (text) => text.includes('"status":500'),
    );
    expect(log.text.split('\n').length).toBeGreaterThan(20);
    const canaries = texts.flatMap((secret) => canariesOf({ id: '', secret }));
    for (const canary of canaries) expect([log.text, failed.text, ...answers].join('\n')).not.toContain(canary);
  });
});

describe('a request with a key', () => {
  it('asks the database nothing when the key is mistyped, and reads no table whole otherwise', async () => {
    await at.pool.query(`
      insert into api_keys (id, name, scopes, digest, created_by, expires_at)
      select gen_random_uuid(), 'Key ' || n, array['orders:read'], sha256(n::text::bytea), gen_random_uuid(), now() + interval '1 day'
      from generate_series(1, 20000) n;
      analyze`);
    const watch = await PlanWatch.over(at);
    const mistyped = await watch.during(async () => {
      for (let n = 0; n < 20; n++) expect((await call(`Bearer ${key.secret}${n}`)).status).toBe(401);
    });
    expect(mistyped).toEqual([]);
    const fresh = await aKey(owner, { scopes: ['keys:manage'] });
    const plans = await watch.during(async () => {
      expect((await call(`Bearer ${fresh.secret}`, '/api/keys?cursor=')).status).toBeLessThan(500);
      const { json } = await owner.post(`/api/keys/${fresh.id}/rotate`);
      await call(`Bearer ${fresh.secret}`, '/api/keys');
      await call(`Bearer ${json.secret}`, '/api/keys');
      await owner.delete(`/api/keys/${fresh.id}`);
    });
    const ofKeys = plans.filter(({ text }) => text.includes('api_keys') && !text.includes('count(*)'));
    expect(ofKeys.length).toBeGreaterThan(5);
    const whole = ofKeys.filter(({ nodes }) => nodes.some((node) => node['Node Type'] === 'Seq Scan'));
    expect(whole.map(({ text }) => text)).toEqual([]);
    const indexes = new Set(ofKeys.flatMap(({ nodes }) => nodes.flatMap((node) => node['Index Name'] ?? [])));
    expect([...indexes]).toEqual(['api_keys_pkey']);
  });
});
