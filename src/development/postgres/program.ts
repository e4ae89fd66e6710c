import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process';
import { parse } from 'node:path';
import { promisify } from 'node:util';

/** How to run a program. */
export interface RunAs {
  /** The user to run it as; this process's own if absent. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** A command that changes to `user` itself and then runs the program. */
  readonly through?: readonly string[];
}

/**
 * The whole environment of PostgreSQL's programs.
 * So they see neither variables such as PGDATA nor the service's secrets.
 * Windows adds what it needs.
 */
const ENVIRONMENT = {
  LC_ALL: 'C',
  TZ: 'UTC',
  ...(process.platform !== 'win32' && { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' }),
};

const execute = promisify(execFile);

/**
 * Runs a program to its end.
 * @throws Error whose message is what the program wrote, or why it could not be run
 */
export async function run(as: RunAs, program: string, args: readonly string[], timeoutMs: number): Promise<void> {
  const [command, rest, options] = buildCommandLine(as, program, args);
  try {
    await execute(command, rest, { ...options, timeout: Math.max(1, Math.round(timeoutMs)) });
  } catch (error) {
    const { stdout = '', stderr = '', killed } = error as { stdout?: string; stderr?: string; killed?: boolean };
    if (killed) throw new Error(`${parse(program).name} took too long`);
    throw stdout || stderr ? new Error(`${stdout}\n${stderr}`) : error;
  }
}

/**
 * Starts a program in a session of its own, so that it survives this process and its terminal.
 * It writes to `logFd`.
 */
export function launch(as: RunAs, program: string, args: readonly string[], logFd: number): ChildProcess {
  const [command, rest, options] = buildCommandLine(as, program, args);
  return spawn(command, rest, { ...options, detached: true, stdio: ['ignore', logFd, logFd] });
}

function buildCommandLine(
  { user, through }: RunAs,
  program: string,
  args: readonly string[],
): [string, string[], SpawnOptions] {
  const [command = program, ...rest] = [...(through ?? []), program, ...args];
  return [command, rest, { ...(!through && user), cwd: parse(program).root, env: ENVIRONMENT, windowsHide: true }];
}
