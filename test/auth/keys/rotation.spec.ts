import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type AnotherApp, closeOthers, startAnother } from '../../support/another-app.js';
import { aKey } from '../../support/api-keys.js';
import { countByStatus, sendAtOnce } from '../../support/concurrent-requests.js';
import { aMember, type Member, send } from '../../support/staff.js';
import { type ApiClient, startApp, type TestApp } from '../../support/test-app.js';
import { waitFor } from '../../support/waiting.js';

let at: TestApp;
let owner: ApiClient;
let another: AnotherApp;
beforeAll(async () => {
  at = await startApp();
  owner = await at.asAdmin();
});
afterEach(closeOthers);
afterAll(() => at.close());

/** A request that was answered: when it began and ended, in ms, and what came. */
interface Seen {
  readonly beganMs: number;
  readonly endedMs: number;
  readonly result: string;
}

async function ask(url: string, secret: string): Promise<Seen> {
  const beganMs = performance.now();
  const response = await fetch(`${url}/api/customers?limit=1`, { headers: { Authorization: `Bearer ${secret}` } });
  const { type } = (await response.json()) as { type?: string };
  return { beganMs, endedMs: performance.now(), result: type ?? String(response.status) };
}

/** Sends requests with a text of a key to both processes, four at a time, until it is stopped. */
function askOnAndOn(secret: string): { stop(): Promise<Seen[]> } {
  let isOver = false;
  const all: Seen[] = [];
  const loops = [at.url, at.url, another.url, another.url].map(async (url) => {
    while (!isOver) all.push(await ask(url, secret));
  });
  const stop = async () => {
    isOver = true;
    await Promise.all(loops);
    return all;
  };
  return { stop };
}

const resultsOf = (seen: readonly Seen[]): string[] => [...new Set(seen.map(({ result }) => result))];

describe('a key that is rotated while requests are under way', () => {
  it('works with either text at both processes during the overlap, and with the new one alone after it', async () => {
    another = await startAnother(at);
    const { id, secret } = await aKey(owner);
    const old = askOnAndOn(secret);
    await delay(500);
    const rotated = await owner.post(`/api/keys/${id}/rotate`, { overlap_hours: 1 });
    const fresh = askOnAndOn(rotated.json.secret);
    await delay(500);
    // The overlap of an hour ends after six seconds: longer than anything is remembered.
    const fromMs = performance.now() + 6_000;
    await at.pool.query(`update api_keys set previous_until = clock_timestamp() + interval '6 seconds' where id = $1`, [
      id,
    ]);
    const untilMs = performance.now() + 6_000;
    await delay(7_000);
    const [ofOld, ofNew] = [await old.stop(), await fresh.stop()];
    const before = ofOld.filter(({ endedMs }) => endedMs < fromMs);
    const after = ofOld.filter(({ beganMs }) => beganMs > untilMs);
    expect([before.length > 50, after.length > 10]).toEqual([true, true]);
    expect([resultsOf(before), resultsOf(after), resultsOf(ofNew)]).toEqual([
      ['200'],
      ['/problems/key-rotated'],
      ['200'],
    ]);
  });

  it('works with the new text alone from the answer on without an overlap, at another process within 5 s', async () => {
    another = await startAnother(at);
    const { id, secret } = await aKey(owner);
    const old = askOnAndOn(secret);
    await delay(500);
    const rotated = await owner.post(`/api/keys/${id}/rotate`, { overlap_hours: 0 });
    expect((await ask(another.url, rotated.json.secret)).result).toBe('200');
    const answeredMs = performance.now();
    for (let n = 0; n < 10; n++) expect((await ask(at.url, secret)).result).toBe('/problems/key-rotated');
    const last = await waitFor(
      () => ask(another.url, secret),
      ({ result }) => result !== '200',
      10_000,
    );
    expect([last.result, last.endedMs - answeredMs < 5_000]).toEqual(['/problems/key-rotated', true]);
    await old.stop();
  });

  it('is refused with every text within 5 s at another process once it is revoked', async () => {
    another = await startAnother(at);
    const { id, secret } = await aKey(owner);
    const { json } = await owner.post(`/api/keys/${id}/rotate`);
    for (const text of [secret, json.secret]) expect((await ask(another.url, text)).result).toBe('200');
    await owner.delete(`/api/keys/${id}`);
    const revokedMs = performance.now();
    for (const text of [secret, json.secret]) {
      expect((await ask(at.url, text)).result).toBe('/problems/key-revoked');
      const last = await waitFor(
        () => ask(another.url, text),
        ({ result }) => result !== '200',
        10_000,
      );
      expect([last.result, last.endedMs - revokedMs < 5_000]).toEqual(['/problems/key-revoked', true]);
    }
  });
});

describe('a key whose maker is disabled or demoted at one process', () => {
  it('is refused, or narrowed, within 5 s at another process', async () => {
    another = await startAnother(at);
    const [disabled, demoted] = [await aMember(at, 'owner'), await aMember(at, 'owner')];
    const keyOf = async ({ browser }: Member) =>
      (await send(browser, 'POST', '/api/keys', { name: 'Till', scopes: ['keys:manage'] })).json.secret;
    const manage = async (secret: string) => {
      const response = await fetch(`${another.url}/api/keys`, { headers: { Authorization: `Bearer ${secret}` } });
      return ((await response.json()) as { type?: string }).type ?? String(response.status);
    };
    const [one, other] = [await keyOf(disabled), await keyOf(demoted)];
    expect([await manage(one), await manage(other)]).toEqual(['200', '200']);
    await owner.patch(`/api/staff/${disabled.id}`, { disabled: true });
    await owner.patch(`/api/staff/${demoted.id}`, { role: 'clerk' });
    const changedMs = performance.now();
    for (const [secret, type] of [
      [one, '/problems/key-stopped'],
      [other, '/problems/forbidden'],
    ] as const) {
      const last = await waitFor(
        () => manage(secret),
        (result) => result !== '200',
        10_000,
      );
      expect([last, performance.now() - changedMs < 5_000]).toEqual([type, true]);
    }
  });
});

describe('rotations at once', () => {
  const statusOf = async (secret: string): Promise<number> => (await at.as(secret).get('/api/customers')).status;

  it('give one new text of twenty asked for, and end neither it nor the old one', async () => {
    const { id, secret } = await aKey(owner);
    const answers = await sendAtOnce(() => owner.post(`/api/keys/${id}/rotate`));
    expect(countByStatus(answers)).toEqual({ 200: 1, 409: 19 });
    const refusals = new Set(answers.filter(({ status }) => status === 409).map(({ json }) => json.type));
    expect([...refusals]).toEqual(['/problems/key-rotating']);
    const fresh = answers.find(({ status }) => status === 200)?.json.secret;
    expect([await statusOf(secret), await statusOf(fresh)]).toEqual([200, 200]);
    expect((await owner.post(`/api/keys/${id}/rotate`)).json.type).toBe('/problems/key-rotating');
  });

  it('leave one text that works when they leave no overlap', async () => {
    const { id, secret } = await aKey(owner);
    const answers = await sendAtOnce(() => owner.post(`/api/keys/${id}/rotate`, { overlap_hours: 0 }));
    const texts = answers.flatMap(({ status, json }) => (status === 200 ? [json.secret as string] : []));
    expect(texts.length).toBeGreaterThan(0);
    const statuses = await Promise.all([secret, ...texts].map(statusOf));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses[0]).toBe(401);
  });

  it('end the texts of an overlap when the next one leaves none', async () => {
    const { id, secret } = await aKey(owner);
    const first = (await owner.post(`/api/keys/${id}/rotate`)).json.secret;
    const { json } = await owner.post(`/api/keys/${id}/rotate`, { overlap_hours: 0 });
    expect([await statusOf(secret), await statusOf(first), await statusOf(json.secret)]).toEqual([401, 401, 200]);
  });

  it('never bring a revoked key back', async () => {
    for (let round = 0; round < 5; round++) {
      const { id, secret } = await aKey(owner);
      const [rotated] = await Promise.all([
        owner.post(`/api/keys/${id}/rotate`, { overlap_hours: 0 }),
        owner.delete(`/api/keys/${id}`),
      ]);
      for (const text of [secret, rotated.json.secret ?? secret]) expect(await statusOf(text)).toBe(401);
    }
  });
});
