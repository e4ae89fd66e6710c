import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase, type TestDatabase } from '../../support/test-database.js';

/** Of 200 bytes, so more than the pipe and the service keep. */
const LINES = 30_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

/** Starts the service, and reads its output as far as its address. */
async function startUnread(): Promise<{ child: ReturnType<typeof spawn>; url: string }> {
  const env = {
    ...{ PATH: process.env.PATH, PORT: '0', ROLE: 'api' },
    ...{ DATA_DIR: process.env.TEST_DATA_DIR, DATABASE_URL: database.url },
  };
  const child = spawn(process.execPath, [join(process.env.TEST_COMPILED ?? '', 'src/main.js')], { env });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  for (let found: RegExpExecArray | null = null; ; await delay(20)) {
    found = /listens at +(http:\S+)/.exec(text);
    if (found === null) continue;
    await delay(300);
    child.stdout.pause();
    return { child, url: found[1] as string };
  }
}

/** Sends requests, and counts those with the status 200. */
async function ask(url: string, requests: number): Promise<number> {
  let answered = 0;
  for (let sent = 0; sent < requests; sent += 50) {
    const answers = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const answer = await fetch(`${url}/livez`);
        await answer.arrayBuffer();
        return answer.status;
      }),
    );
    answered += answers.filter((status) => status === 200).length;
  }
  return answered;
}

describe('standard output that nobody reads', () => {
  it('stops neither requests nor the end of the process', async () => {
    const { child, url } = await startUnread();
    expect(await ask(url, 2_000)).toBe(2_000);
    const began = performance.now();
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect([code, performance.now() - began < 10_000]).toEqual([0, true]);
  });

  it('loses lines beyond what is kept, and says how many when it is read again', async () => {
    const compiled = process.env.TEST_COMPILED ?? '';
    const script = `import { openStandardOutput } from '${compiled}/src/http/log/logging.js';
      const out = openStandardOutput();
      for (let n = 0; n < ${LINES}; n++) out.write('x'.repeat(200) + '\\n');
      setTimeout(() => out.write('last\\n'), 1500);
      setTimeout(() => process.exit(0), 2000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
    await delay(1_000);
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    expect((await once(child, 'close'))[0]).toBe(0);
    const lines = text.trimEnd().split('\n');
    const said = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
    const written = lines.filter((line) => line.startsWith('x')).length;
    expect(said).toEqual([{ level: 'warn', time: expect.any(String), lost: LINES - written, msg: expect.any(String) }]);
    expect([said[0].lost > 0, lines.at(-1)]).toEqual([true, 'last']);
  });
});
