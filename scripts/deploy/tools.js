import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What became of a check. `lines` say what is wrong; `because` says why it could not be made. */
/** @typedef {{ lines: string[] } | { because: string }} Outcome */

/** The path of a program; null where it is not installed. */
export const findProgram = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path)) ?? null;

/** What a program wrote, without colours and empty lines, and its exit code. */
export function runProgram(name, args, { cwd, env = {}, timeoutMs = 120_000 } = {}) {
  const { status, stdout, stderr } = spawnSync(name, args, {
    cwd,
    encoding: 'utf8',
    timeout: timeoutMs,
    env: { ...process.env, NO_COLOR: '1', ANSIBLE_NOCOLOR: '1', ...env },
  });
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
  return { status, stdout, lines };
}

/**
 * Runs a program that ends with 0 when it finds nothing wrong.
 * @returns {Outcome}
 */
export function runTool(name, args, options) {
  if (findProgram(name) === null) return { because: `${name} is not installed` };
  const { status, lines } = runProgram(name, args, options);
  return { lines: status === 0 ? [] : lines.length > 0 ? lines : [`${name} ended with ${status}`] };
}
