import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aCustomer } from '../support/factories.js';
import { wrongProblem } from '../support/problems.js';
import { type ApiClient, startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
let api: ApiClient;
beforeAll(async () => {
  at = await startApp();
  api = await at.asAdmin();
  for (const name of ['Wanjiku Kamau', 'Kamau wa Njoroge', "O'Brien Achieng", 'Zoë Ångström', 'Ωμέγα Ж', '50% off_'])
    await aCustomer(at.pool, name);
});
afterAll(() => at.close());

const find = (parameters: Record<string, string>) => api.get(`/api/customers?${new URLSearchParams(parameters)}`);
const namesOf = async (q: string): Promise<string[]> =>
  (await find({ q })).json.map(({ name }: { name: string }) => name).sort();

describe('GET /api/customers?q=', () => {
  it.each([
    ['kamau', ['Kamau wa Njoroge', 'Wanjiku Kamau']],
    ['KAM wanj', ['Wanjiku Kamau']],
    ['njo kamau wa', ['Kamau wa Njoroge']],
    ['obrien', ["O'Brien Achieng"]],
    ['o’brien, ach', ["O'Brien Achieng"]],
    ['zoe angstrom', ['Zoë Ångström']],
    ['zoë', ['Zoë Ångström']],
    ['50', ['50% off_']],
    ['iku', []],
    ['kamau zzz', []],
  ])('finds by beginnings of words, in any order: %s', async (q, names) => {
    expect(await namesOf(q)).toEqual(names);
  });

  it.each(['%', '_', "'", '%%%_', "' or 1=1 --", '🥭', '\\', '"', '$1', 'x'.repeat(200), '(', '[-', '😀 😀'])(
    'is harmed by no sign, and finds nobody: %s',
    async (q) => {
      const answer = await find({ q });
      expect([answer.status, answer.json]).toEqual([200, []]);
    },
  );

  it('finds by the code in either case, and by a phone number in any writing', async () => {
    const { code, phone, id } = await aCustomer(at.pool, 'Njeri');
    for (const q of [code, code.toLowerCase(), phone, phone.replace('+254', '0')]) {
      const [found] = (await find({ q })).json;
      expect([q, found?.customer_id]).toEqual([q, id]);
    }
    expect((await find({ phone: phone.replace('+254', '0') })).json).toEqual((await find({ q: phone })).json);
    expect((await find({ phone: '+254711999888' })).json).toEqual([]);
  });

  it('follows a corrected name at once', async () => {
    const { id } = await aCustomer(at.pool, 'Mutua');
    await api.patch(`/api/customers/${id}`, { name: 'Mutheu' }, { 'If-Match': '*' });
    expect([await namesOf('mutua'), await namesOf('muth')]).toEqual([[], ['Mutheu']]);
  });

  it('gives 25 customers, or as many as limit says, and a customer once', async () => {
    for (let n = 0; n < 30; n++) await aCustomer(at.pool, `Atieno Atieno ${n}`);
    expect((await find({ q: 'atieno' })).json).toHaveLength(25);
    expect(new Set((await find({ q: 'atieno', limit: '30' })).json.map(({ id }: { id: number }) => id)).size).toBe(30);
  });

  it('refuses too much, nothing, two ways at once, and a cursor', async () => {
    for (const wrong of [
      { q: 'x'.repeat(201) },
      { q: ' ' },
      { q: 'a', phone: '0712345678' },
      { q: 'a', limit: '101' },
      { q: 'a', cursor: Buffer.from('1').toString('base64url') },
      { phone: '0712' },
    ] as Record<string, string>[])
      expect([wrong, wrongProblem(await find(wrong), 400)]).toEqual([wrong, null]);
  });
});
