import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { LogLots } from '../src/http/log-lots.js';

function lotsOf(): { lots: LogLots; handed: string[] } {
  const handed: string[] = [];
  return { lots: new LogLots({ write: (lines) => void handed.push(lines) }), handed };
}

describe('the log', () => {
  it('is handed on in lots of whole lines, none lost and none twice', async () => {
    const { lots, handed } = lotsOf();
    const lines = Array.from({ length: 200 }, (_, n) => `line ${n} ${'x'.repeat(100)}\n`);
    for (const line of lines) lots.write(line);
    expect(handed.length).toBeLessThan(10);
    await delay(250);
    expect(handed.every((lot) => lot.endsWith('\n'))).toBe(true);
    expect(handed.join('')).toBe(lines.join(''));
  });

  it('keeps no line waiting for others', async () => {
    const { lots, handed } = lotsOf();
    lots.write('alone\n');
    await delay(250);
    expect(handed).toEqual(['alone\n']);
  });

  it('is handed on when the process ends, before its destination hears of that', () => {
    const { lots, handed } = lotsOf();
    lots.write('last words\n');
    const [first] = process.listeners('exit');
    first?.(0);
    expect(handed).toEqual(['last words\n']);
  });
});
