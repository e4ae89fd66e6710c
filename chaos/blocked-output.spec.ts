import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase, type TestDatabase } from '../test/support/test-database.js';

/** Their lines fill the pipe and what the service keeps. */
const REQUESTS = 40_000;
const AT_ONCE = 50;

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

/** Resident memory of a process, in MiB. */
const readMemory = (pid: number): number =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);

describe('standard output that nobody reads, under load', () => {
  it('stops no request, bounds memory, counts what is lost, and the process ends on SIGTERM', async () => {
    const env = {
      PATH: process.env.PATH,
      PORT: '0',
      ROLE: 'api',
      DATA_DIR: process.env.TEST_DATA_DIR,
      DATABASE_URL: database.url,
    };
    const child = spawn(process.execPath, [join(process.env.TEST_COMPILED ?? '', 'src/main.js')], { env });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    while (!/listens at +http:\S+/.test(text)) await delay(20);
    await delay(300);
    const url = /listens at +(http:\S+)/.exec(text)?.[1];
    child.stdout.pause();
    let answered = 0;
    const ask = async (): Promise<void> => {
      const { status } = await fetch(`${url}/livez`);
      if (status === 200) answered++;
    };
    const before = readMemory(child.pid ?? 0);
    for (let sent = 0; sent < REQUESTS; sent += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, ask));
    const after = readMemory(child.pid ?? 0);
    child.stdout.resume();
    await delay(3_000);
    const lost = text
      .split('\n')
      .filter((line) => line.includes('"lost"'))
      .map((line) => JSON.parse(line).lost);
    child.stdout.pause();
    for (let sent = 0; sent < 2_000; sent += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, ask));
    const began = performance.now();
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    const tookMs = Math.round(performance.now() - began);
    console.info(
      `${answered} of ${REQUESTS + 2_000} answered; memory ${before} → ${after} MiB; ${lost} lines lost and told of; ended ${tookMs} ms after SIGTERM`,
    );
    expect([answered, lost.length, code, tookMs < 10_000]).toEqual([REQUESTS + 2_000, 1, 0, true]);
  });
});
