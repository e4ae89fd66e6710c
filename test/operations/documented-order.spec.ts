import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DocsPage, type DocumentedRequest, requestsOf } from '../support/docs-page.js';
import { startApp, type TestApp } from '../support/test-app.js';
import { waitFor } from '../support/waiting.js';

let at: TestApp;
let page: DocsPage;
let requests: readonly DocumentedRequest[];
beforeEach(async () => {
  at = await startApp({ ROLE: 'all', DOCS: 'on' });
  page = await DocsPage.open(at);
  requests = requestsOf((await at.request('/openapi.json')).json);
});
afterEach(() => at.close());

const isGood = (status: number): boolean => status >= 200 && status < 300;

/** Waits until no SMS is on its way. */
const untilSent = async (): Promise<void> => {
  const count = async () =>
    (await at.pool.query(`select from notifications where status in ('queued', 'sending')`)).rowCount;
  expect(await waitFor(count, (waiting) => waiting === 0)).toBe(0);
};

describe('/docs on a fresh start', () => {
  it('answers 2xx to every operation in its own order, with each of its examples', async () => {
    const answers: [string, number][] = [];
    for (const request of requests) {
      if (request.name.endsWith('/resend')) await untilSent();
      answers.push([request.name, (await page.execute(request)).status]);
    }
    expect(answers.length).toBeGreaterThan(34);
    expect(answers.filter(([, status]) => !isGood(status))).toEqual([]);
  });

  it('answers 2xx to each operation alone after registration and login, or its description says what comes first', async () => {
    const names = [...new Set(requests.map(({ name }) => name))];
    const alone = names.map((name) => requests.find((request) => request.name === name) as DocumentedRequest);
    const [register, login, ...others] = alone as [DocumentedRequest, DocumentedRequest, ...DocumentedRequest[]];
    expect([register.name, login.name]).toEqual(['POST /api/auth/admin-register', 'POST /api/auth/login']);
    for (const request of [register, login]) expect(isGood((await page.execute(request)).status)).toBe(true);
    const unexplained: [string, number, string][] = [];
    // From the last to the first none has what another made before it.
    for (const request of others.reverse()) {
      const { status } = await page.execute(request);
      const { name, operation } = request;
      const [, first = ''] = /First .+`([A-Z]+ [^`]+)`/.exec(operation.description ?? '') ?? [];
      const comesBefore = names.includes(first) && names.indexOf(first) < names.indexOf(name);
      if (!isGood(status) && !comesBefore) unexplained.push([name, status, operation.description ?? '']);
      if (name.endsWith('/logout')) await page.execute(login);
    }
    expect(unexplained).toEqual([]);
  });
});
