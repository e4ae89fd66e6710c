import { execFile } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { BufferedLog } from '../../../src/http/log/buffered-log.js';
import { measureWait } from '../../support/deadlines.js';
import { waitFor } from '../../support/waiting.js';

/** A log, and the pieces that it has written. */
function startLog(): { log: BufferedLog; written: string[] } {
  const written: string[] = [];
  const write = (lines: string): number => written.push(lines);
  return { log: new BufferedLog({ write }), written };
}

/**
 * Runs `script` in a process and gives what it wrote.
 * Its `log` writes a line as the service does.
 */
const runScript = (script: string): Promise<string> =>
  new Promise((resolve) => {
    const compiled = process.env.TEST_COMPILED ?? '';
    const start = `import { openStandardOutput } from '${compiled}/src/http/log/logging.js'; const out = openStandardOutput(); const log = (text) => out.write(text + '\\n');`;
    execFile(process.execPath, ['--input-type=module', '-e', `${start} ${script}`], (_, stdout) => resolve(stdout));
  });

describe('BufferedLog', () => {
  it('writes pieces of whole lines and each line once', async () => {
    const { log, written } = startLog();
    const lines = Array.from({ length: 200 }, (_, n) => `line ${n} ${'x'.repeat(100)}\n`);
    for (const line of lines) log.write(line);
    expect(written.length).toBeLessThan(10);
    await waitFor(
      () => written.join('').length,
      (length) => length >= lines.join('').length,
    );
    expect(written.every((piece) => piece.endsWith('\n'))).toBe(true);
    expect(written.join('')).toBe(lines.join(''));
  });

  it('writes a single line within a quarter of a second', async () => {
    const writeOne = async () => {
      const { log, written } = startLog();
      log.write('alone\n');
      await waitFor(
        () => written.length,
        (length) => length > 0,
      );
      expect(written).toEqual(['alone\n']);
    };
    expect(await measureWait(250, writeOne)).toBeLessThan(250);
  });

  it.each([
    ['has nothing more to do', `log('first'); setTimeout(() => log('last'), 250);`, 'first\nlast\n'],
    ['is told to end', `log('first'); setTimeout(() => { log('last'); process.exit(0); }, 250);`, 'first\nlast\n'],
    ['fails', `log('first'); setTimeout(() => { log('last'); throw new Error('broken'); }, 250);`, 'first\nlast\n'],
    [
      'ends with much to say',
      `for (let n = 0; n < 1000; n++) log(n); process.exit(0);`,
      `${[...Array(1000).keys()].join('\n')}\n`,
    ],
  ])('is written to its last line when the process %s', async (_, script, lines) => {
    expect(await Promise.all(Array.from({ length: 4 }, () => runScript(script)))).toEqual([lines, lines, lines, lines]);
  });
});
