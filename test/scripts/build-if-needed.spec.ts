import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const SCRIPT = resolve('scripts/build-if-needed.js');

/** A build that takes note of each run, ends as `outcome` says, and can change a source meanwhile. */
const NEST = `
  const { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
  appendFileSync('builds', 'x');
  const outcome = existsSync('outcome') ? readFileSync('outcome', 'utf8') : 'good';
  if (outcome === 'killed') process.kill(process.pid, 'SIGKILL');
  rmSync('dist', { recursive: true, force: true });
  mkdirSync('dist');
  if (outcome === 'edited') writeFileSync('src/main.ts', 'edited meanwhile');
  if (outcome === 'failed') process.exit(1);
`;

let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'agiza-build-'));
  for (const folder of ['src/orders', 'migrations', 'node_modules/@nestjs/cli/bin'])
    mkdirSync(join(project, folder), { recursive: true });
  for (const file of ['package-lock.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json']) write(file, '{}');
  for (const file of ['src/main.ts', 'src/orders/orders.ts', 'migrations/1-orders.ts']) write(file, '');
  write('package.json', '{}');
  write('node_modules/@nestjs/cli/package.json', '{}');
  write('node_modules/@nestjs/cli/bin/nest.js', NEST);
});
afterEach(() => rmSync(project, { recursive: true }));

const write = (path: string, text: string) => writeFileSync(join(project, path), text);
const start = () => execFileSync(process.execPath, [SCRIPT], { cwd: project, encoding: 'utf8' });
const startBadly = () => spawnSync(process.execPath, [SCRIPT], { cwd: project }).status;
const builds = () => (existsSync(join(project, 'builds')) ? readFileSync(join(project, 'builds'), 'utf8').length : 0);

describe('scripts/build-if-needed.js', () => {
  it('builds once, says so in one line, and then neither builds nor says anything', () => {
    expect(start()).toBe('building (there is no build of these sources yet)…\n');
    expect([start(), start(), builds()]).toEqual(['', '', 1]);
  });

  it.each([
    ['a file that changed', () => write('src/orders/orders.ts', 'changed')],
    ['a file that only got another time', () => utimesSync(join(project, 'src/main.ts'), 1, 1)],
    ['a new file', () => write('src/orders/order.ts', '')],
    ['a file that went away', () => rmSync(join(project, 'src/orders/orders.ts'))],
    ['another migration', () => write('migrations/2-more.ts', '')],
    ['other packages', () => write('package-lock.json', '{ }')],
    ['other settings of the compiler', () => write('tsconfig.build.json', '{ }')],
    ['other settings of the build', () => write('nest-cli.json', '{ }')],
    ['a missing build', () => rmSync(join(project, 'dist'), { recursive: true })],
  ])('builds again after %s', (_, change) => {
    start();
    change();
    start();
    start();
    expect(builds()).toBe(2);
  });

  it.each(['failed', 'killed'])(
    'ends with a failure when the build %s, and builds again at the next start',
    (outcome) => {
      start();
      write('src/main.ts', 'changed');
      write('outcome', outcome);
      expect([startBadly(), startBadly()]).toEqual([1, 1]);
      write('outcome', 'good');
      start();
      start();
      expect(builds()).toBe(4);
    },
  );

  it('builds again when a source changed during the build', () => {
    write('outcome', 'edited');
    start();
    write('outcome', 'good');
    start();
    start();
    expect(builds()).toBe(2);
  });
});
