import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from './cluster.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { readPostmaster } from './postmaster.js';
import { launch, type RunAs, run } from './program.js';

/** Server flags. Its log tells of the server alone: statements, rows and what they contain (phone numbers) stay out of it, errors included. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_min_messages: 'log',
  log_checkpoints: 'off',
};

const STOP_TIMEOUT_MS = 60_000;
const POLL_MS = 10;

/** Why a launch came to nothing although nothing is wrong: somebody else was faster, or is not quite gone. */
const CONTENTION = /lock file "postmaster\.pid" (already exists|is empty)|pre-existing shared memory block|could not bind/;

/** A server that this process has started. It may still lose to one that another process has started on the same cluster. */
export interface ServerProcess {
  readonly pid: number | undefined;
  /** True once it has ended and another try is worth while. @throws Error with its log when it has ended for good. */
  ended(): Promise<boolean>;
  /** Asks it to stop, and does not wait. */
  stop(): void;
}

/** Starts a server on `preferredPort`, or another if that is taken, or a free one if it is 0. Later `settings` win over the defaults. */
export async function startServer(
  cluster: Cluster,
  { postgres }: PostgresBinaries,
  as: RunAs,
  settings: Readonly<Record<string, string>>,
  preferredPort: number,
): Promise<ServerProcess> {
  const port = await freePort(preferredPort);
  const flags = Object.entries({ ...SETTINGS, port, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = await open(cluster.logFile, 'a+', 0o600);
  const { size } = await log.stat();
  const child = launch(as, postgres, ['-D', cluster.data, ...flags], log.fd);
  await once(child, 'spawn').finally(() => log.close());
  child.unref();
  return {
    pid: child.pid,
    ended: async () => {
      if (child.exitCode === null && child.signalCode === null) return false;
      const words = (await readFile(cluster.logFile)).toString('utf8', size);
      if (child.exitCode !== 0 && !CONTENTION.test(words)) throw new Error(words);
      return true;
    },
    stop: () => void child.kill('SIGINT'),
  };
}

/** Cuts what connections there are, and waits until the server has put everything on the disk. */
export async function stopServer(cluster: Cluster, { pgCtl }: PostgresBinaries, as: RunAs): Promise<void> {
  const deadline = performance.now() + STOP_TIMEOUT_MS;
  // pg_ctl can wait, too, but only every 100 ms, and in vain for a server that is killed meanwhile and that nobody buries.
  const trouble = await run(as, pgCtl, ['stop', '-D', cluster.data, '-m', 'fast', '-s', '-W'], STOP_TIMEOUT_MS).catch(
    (error: Error) => error,
  );
  while ((await readPostmaster(cluster.data))?.running) {
    if (trouble || performance.now() > deadline) {
      throw new EmbeddedPostgresError(
        `PostgreSQL does not stop (${trouble?.message.trim() ?? 'in 60 s'}): see its log, ${cluster.logFile}.`,
      );
    }
    await delay(POLL_MS);
  }
}

async function freePort(preferred: number): Promise<number> {
  const server = createServer();
  try {
    await once(server.listen(preferred, '127.0.0.1'), 'listening');
    return (server.address() as AddressInfo).port;
  } catch (error) {
    if (!preferred) throw error;
    return await freePort(0);
  } finally {
    server.close();
  }
}
