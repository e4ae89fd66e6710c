import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const git = (...args) => execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

/** What a command of git says; empty when it has nothing to say, or there is no repository. */
function ask(...args) {
  try {
    return git(...args);
  } catch {
    return '';
  }
}

/** Migrations of the checkout, newest last. Their files begin with their number. */
const listMigrations = (folder) =>
  readdirSync(join(folder, 'migrations')).sort((one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10));

/** The last tag before this commit; without tags, the commit before the newest migration. */
function findPrevious() {
  const tag = ask('describe', '--tags', '--abbrev=0', '--match', 'v*', 'HEAD^');
  if (tag !== '') return tag;
  const added = ask('log', '-1', '--format=%H', '--diff-filter=A', '--', `migrations/${listMigrations('.').at(-1)}`);
  return added === '' ? ask('rev-parse', 'HEAD') : ask('rev-parse', `${added}^`);
}

/** Migrates the database of the other release's tests once more, by the present release. */
const SETUP = (main) => `
import { spawnSync } from 'node:child_process';
import start from './global-setup.js';
export default async function startOnNewSchema(...args) {
  await start(...args);
  const { TEST_DATABASE_URL, TEST_MIGRATION_URL } = process.env;
  const env = { PATH: process.env.PATH, DATABASE_URL: TEST_DATABASE_URL, MIGRATION_DATABASE_URL: TEST_MIGRATION_URL };
  const { status } = spawnSync(process.execPath, [${JSON.stringify(main)}, 'migrate'], { env, stdio: 'inherit' });
  if (status !== 0) throw new Error('the new schema cannot be made');
}
`;

/** @returns {number} the exit code */
function testPrevious(release, pattern) {
  const folder = mkdtempSync(join(tmpdir(), 'agiza-previous-'));
  try {
    execFileSync('tar', ['-x', '-C', folder], {
      input: execFileSync('git', ['archive', release], { maxBuffer: 2 ** 30 }),
    });
    const added = listMigrations('.').length - listMigrations(folder).length;
    if (added < 1) return skip(`${release} has the same schema`);
    console.log(
      `The API tests of ${git('log', '-1', '--format=%h (%s)', release)}, on a schema ${added} migrations newer:`,
    );
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    const setup = join(folder, 'test/support/new-schema-setup.js');
    writeFileSync(setup, SETUP(resolve('dist/src/main.js')));
    const args = ['node_modules/jest/bin/jest.js', '--globalSetup', setup, '--testPathPatterns', pattern];
    return spawnSync(process.execPath, args, { cwd: folder, stdio: 'inherit' }).status ?? 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function skip(reason) {
  console.log(`skipped: ${reason}.`);
  return 0;
}

// npm run previous -- v0.1.0 test/api/races
const [release = findPrevious(), pattern = 'test/api/'] = process.argv.slice(2);
process.exitCode =
  ask('rev-parse', '--verify', `${release}^{commit}`) === ''
    ? skip('the release before is not in the history here')
    : testPrevious(release, pattern);
