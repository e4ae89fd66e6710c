import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { BufferedLog } from '../../../src/http/log/buffered-log.js';

function aLog(): { log: BufferedLog; handed: string[] } {
  const handed: string[] = [];
  const write = (lines: string): boolean => handed.push(lines) > 0;
  return { log: new BufferedLog({ write, flush: () => undefined }), handed };
}

/** What a process of its own wrote with `log`, which writes a line to standard output as the service does. */
const writtenBy = (script: string): Promise<string> =>
  new Promise((resolve) => {
    const compiled = process.env.TEST_COMPILED ?? '';
    const start = `import { openStandardOutput } from '${compiled}/src/http/log/logging.js'; const out = openStandardOutput(); const log = (text) => out.write(text + '\\n');`;
    execFile(process.execPath, ['--input-type=module', '-e', `${start} ${script}`], (_, stdout) => resolve(stdout));
  });

describe('the log', () => {
  it('is handed over in batches of whole lines, none lost and none twice', async () => {
    const { log, handed } = aLog();
    const lines = Array.from({ length: 200 }, (_, n) => `line ${n} ${'x'.repeat(100)}\n`);
    for (const line of lines) log.write(line);
    expect(handed.length).toBeLessThan(10);
    await delay(250);
    expect(handed.every((batch) => batch.endsWith('\n'))).toBe(true);
    expect(handed.join('')).toBe(lines.join(''));
  });

  it('keeps no line waiting for others', async () => {
    const { log, handed } = aLog();
    log.write('alone\n');
    await delay(250);
    expect(handed).toEqual(['alone\n']);
  });

  it.each([
    ['has nothing more to do', `log('first'); setTimeout(() => log('last'), 250);`, 'first\nlast\n'],
    ['is told to end', `log('first'); setTimeout(() => { log('last'); process.exit(0); }, 250);`, 'first\nlast\n'],
    ['fails', `log('first'); setTimeout(() => { log('last'); throw new Error('broken'); }, 250);`, 'first\nlast\n'],
    ['ends with much to say', `for (let n = 0; n < 1000; n++) log(n); process.exit(0);`, `${[...Array(1000).keys()].join('\n')}\n`],
  ])('is written to its last line when the process %s', async (_, script, lines) => {
    expect(await Promise.all(Array.from({ length: 4 }, () => writtenBy(script)))).toEqual([lines, lines, lines, lines]);
  });
});
