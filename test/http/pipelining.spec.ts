import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sendBytes } from '../support/raw-http.js';
import { startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
beforeAll(async () => {
  at = await startApp();
});
afterAll(() => at.close());

const READY = 'GET /readyz HTTP/1.1\r\nHost: agiza.example\r\n\r\n';
const LAST = 'GET /livez HTTP/1.1\r\nHost: agiza.example\r\nConnection: close\r\n\r\n';

const statusesOf = (text: string): number[] => [...text.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, code]) => Number(code));

describe('requests sent at once over one connection', () => {
  it('are all answered up to sixteen', async () => {
    const { text } = await sendBytes(at.url, READY.repeat(15) + LAST);
    expect(statusesOf(text)).toEqual(Array(16).fill(200));
  });

  it('are answered sixteen times and then with one 503, which closes the connection', async () => {
    const { text } = await sendBytes(at.url, READY.repeat(1_200));
    expect(statusesOf(text)).toEqual([...Array(16).fill(200), 503]);
    const [, refusal = ''] = text.split('HTTP/1.1 503');
    expect(refusal).toContain('Retry-After: 2\r\n');
    expect(refusal).toContain('Connection: close\r\n');
  });

  it('may be any number one after the other', async () => {
    const answers = [];
    for (let n = 0; n < 40; n++) answers.push(await at.request('/livez'));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  });
});
