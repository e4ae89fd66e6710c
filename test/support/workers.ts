import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SandboxCarrier } from '../../src/development/carrier/sandbox-carrier.js';

/** A process of the service with ROLE=worker, on a database and a carrier that others share. */
export interface Worker {
  readonly process: ChildProcess;
  /** Ends it at once with SIGKILL. */
  kill(): Promise<void>;
  /**
   * Asks it to stop, and gives its exit code.
   * @param signal SIGTERM makes it take requests for 2 s more
   */
  stop(signal?: 'SIGINT' | 'SIGTERM'): Promise<number | null>;
}

const started = new Set<ChildProcess>();

/** Ends every worker that a failed test left running. */
export function killWorkers(): void {
  for (const child of started) child.kill('SIGKILL');
}

/** Starts a worker and waits until it listens. */
export async function startWorker(
  databaseUrl: string,
  carrier: SandboxCarrier,
  variables: Record<string, string> = {},
): Promise<Worker> {
  const environment = {
    ...{
      PATH: process.env.PATH,
      DATA_DIR: process.env.TEST_DATA_DIR,
      DATABASE_URL: databaseUrl,
      AT_BASE_URL: carrier.url,
    },
    ...{ ROLE: 'worker', PORT: '0', LOG_LEVEL: 'error', ...variables },
  };
  const child = spawn(process.execPath, [join(process.env.TEST_COMPILED ?? '', 'src/main.js')], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  started.add(child);
  child.once('exit', () => started.delete(child));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk) => String(chunk).includes('listens') && resolve());
    child.once('exit', () => reject(new Error('the worker ended at its start')));
  });
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    const [code] = await exited;
    return code as number | null;
  };
  return { process: child, kill: () => end('SIGKILL').then(() => undefined), stop: (signal = 'SIGINT') => end(signal) };
}
