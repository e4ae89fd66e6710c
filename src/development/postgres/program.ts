import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process';
import { parse } from 'node:path';
import { promisify } from 'node:util';

/** How to run a program: as `user` (the caller, if unset), by way of the command `through`, which then changes the user itself. */
export interface RunAs {
  readonly user?: { readonly uid: number; readonly gid: number };
  readonly through?: readonly string[];
}

/** All that PostgreSQL's programs see of the environment: neither PGDATA and its kind, nor the service's secrets. Windows adds what it needs. */
const ENVIRONMENT = {
  LC_ALL: 'C',
  TZ: 'UTC',
  ...(process.platform !== 'win32' && { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' }),
};

const execute = promisify(execFile);

/** Runs a program to its end. @throws Error whose message is what the program wrote, or why it could not be run. */
export async function run(as: RunAs, program: string, args: readonly string[], timeoutMs: number): Promise<void> {
  const [command, rest, options] = commandLine(as, program, args);
  try {
    await execute(command, rest, { ...options, timeout: Math.max(1, Math.round(timeoutMs)) });
  } catch (error) {
    const { stdout = '', stderr = '', killed } = error as { stdout?: string; stderr?: string; killed?: boolean };
    if (killed) throw new Error(`${parse(program).name} took too long`);
    throw stdout || stderr ? new Error(`${stdout}\n${stderr}`) : error;
  }
}

/** Starts a program that outlives this process and its terminal (a session of its own), writing to `logFd`. */
export function launch(as: RunAs, program: string, args: readonly string[], logFd: number): ChildProcess {
  const [command, rest, options] = commandLine(as, program, args);
  return spawn(command, rest, { ...options, detached: true, stdio: ['ignore', logFd, logFd] });
}

function commandLine({ user, through }: RunAs, program: string, args: readonly string[]): [string, string[], SpawnOptions] {
  const [command = program, ...rest] = [...(through ?? []), program, ...args];
  return [command, rest, { ...(!through && user), cwd: parse(program).root, env: ENVIRONMENT, windowsHide: true }];
}
