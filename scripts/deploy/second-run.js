import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { findProgram, runProgram } from './tools.js';

/**
 * Stands in for Docker. It answers as Docker does when a thing is made, and the next time when it
 * is there.
 */
const DOCKER = `#!/bin/sh
seen="$AGIZA_SEEN/$(printf '%s' "$*" | sed 's/--force-recreate//' | tr -cs 'a-zA-Z0-9' '_' | cut -c1-200)"
first() { [ ! -e "$seen" ] && touch "$seen"; }
case "$*" in
  *--version*) echo 'Docker version 28' ;;
  *psql*) if first; then echo 'CREATE ROLE'; fi ;;
  *migrate*) if first; then echo 'migrated: Accounts1732233600001'; fi; echo 'the schema is up to date.' ;;
  *' up '*) if first; then echo ' Container agiza Started' >&2; else echo ' Container agiza Running' >&2; fi ;;
  *'image inspect'*) ! first ;;
esac
`;

const HOST = {
  ansible_connection: 'local',
  ansible_become: false,
  agiza_image: 'ghcr.io/example/agiza:v0.2.0',
  agiza_public_url: 'https://shop.example.com',
  agiza_database_host: 'database.example.com',
  agiza_secret: 'a-secret-of-{{ item }}',
  agiza_superuser_password: 'superuser',
};

/**
 * Runs the playbook twice on this machine, with a folder of its own and without a network.
 * @returns {import('./tools.js').Outcome} what the second run changed
 */
export function runPlaybookTwice() {
  if (findProgram('ansible-playbook') === null) return { because: 'ansible-playbook is not installed' };
  if (!process.argv.includes('--playbook')) return { because: 'it takes minutes: npm run check:deploy -- --playbook' };
  if (process.getuid?.() !== 0) return { because: 'only root may give files to root' };
  const folder = mkdtempSync(join(tmpdir(), 'agiza-playbook-'));
  try {
    for (const name of ['bin', 'seen']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'bin/docker'), DOCKER);
    chmodSync(join(folder, 'bin/docker'), 0o755);
    const variables = join(folder, 'host.json');
    writeFileSync(variables, JSON.stringify({ ...HOST, agiza_folder: join(folder, 'agiza') }));
    const env = { PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}`, AGIZA_SEEN: join(folder, 'seen') };
    const args = ['playbook.yml', '--skip-tags', 'packages,authority,smoke', '--extra-vars', `@${variables}`];
    const run = () => runProgram('ansible-playbook', args, { cwd: resolve('deploy/ansible'), env, timeoutMs: 600_000 });
    const [first, second] = [run(), run()].map(({ lines }) => ({ lines, recap: readRecap(lines) }));
    if (first.recap.failed !== 0 || first.recap.changed === 0) return { lines: first.lines };
    return { lines: second.recap.changed === 0 && second.recap.failed === 0 ? [] : second.lines };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Counts of the last line, such as `machine : ok=12 changed=0 failed=0`. */
function readRecap(lines) {
  const recap = lines.findLast((line) => /changed=\d/.test(line)) ?? '';
  const count = (word) => Number(new RegExp(`${word}=(\\d+)`).exec(recap)?.[1] ?? -1);
  return { changed: count('changed'), failed: count('failed') };
}
