import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { TestApp } from './test-app.js';

const readme = readFileSync('README.md', 'utf8');

const [, tour = '', shown = ''] =
  /\n## A tour[\s\S]*?```bash\n([\s\S]*?)```[\s\S]*?```json\n([\s\S]*?)```/.exec(readme) ?? [];

/**
 * Pastes the README's tour into a shell.
 * @returns what it printed, and a pattern of what the README shows as the last answer
 */
export async function pasteTour(at: TestApp): Promise<{ printed: string; shown: RegExp }> {
  const commands = tour.replace('http://localhost:3000', at.url);
  const { stdout } = await promisify(execFile)('sh', ['-euc', commands], { env: withCurl() });
  const pattern = shown
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('…', '[^"]+');
  return { printed: stdout.trim(), shown: new RegExp(`^${pattern}$`) };
}

/** Adds the curl of the tests to the end of the path, for machines without curl. */
const withCurl = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${process.env.PATH}:${process.cwd()}/test/support/bin`,
});
