import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from './cluster.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { readPostmaster } from './postmaster.js';
import { launch, type RunAs, run } from './program.js';
import { EmbeddedPostgresError } from './start-failure.js';

/**
 * Server flags.
 * They keep statements and rows out of the log, even in errors, because rows contain phone numbers.
 */
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

/** What the log says when a launch failed because another server is starting or still stopping. */
const CONTENTION =
  /lock file "postmaster\.pid" (already exists|is empty)|pre-existing shared memory block|could not bind/;

/** A server that this process started. It may end because another server has the lock. */
export interface ServerProcess {
  readonly pid: number | undefined;
  /**
   * Whether it has ended and another try makes sense.
   * @throws Error with its log when it has ended for a reason that another try does not change
   */
  hasEnded(): Promise<boolean>;
  /** Asks it to stop, and does not wait for that. */
  stop(): void;
}

/**
 * Starts a server on a port that is free.
 * @param settings server flags, which override the defaults
 */
export async function startServer(
  cluster: Cluster,
  { postgres }: PostgresBinaries,
  as: RunAs,
  settings: Readonly<Record<string, string>>,
  port: number,
): Promise<ServerProcess> {
  const flags = Object.entries({ ...SETTINGS, port, ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const log = await open(cluster.logFile, 'a+', 0o600);
  const { size } = await log.stat();
  const child = launch(as, postgres, ['-D', cluster.data, ...flags], log.fd);
  await once(child, 'spawn').finally(() => log.close());
  child.unref();
  return {
    pid: child.pid,
    hasEnded: async () => {
      if (child.exitCode === null && child.signalCode === null) return false;
      const words = (await readFile(cluster.logFile)).toString('utf8', size);
      if (child.exitCode !== 0 && !CONTENTION.test(words)) throw new Error(words);
      return true;
    },
    stop: () => void child.kill('SIGINT'),
  };
}

/**
 * Cuts all connections, and waits until the server has written everything to the disk.
 * @throws EmbeddedPostgresError when it does not stop within 60 seconds
 */
export async function stopServer(cluster: Cluster, { pgCtl }: PostgresBinaries, as: RunAs): Promise<void> {
  const deadline = performance.now() + STOP_TIMEOUT_MS;
  // pg_ctl can wait too, but only every 100 ms, and in vain when a killed server stays a zombie.
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

/** A free port: the preferred one unless it is taken; 0 prefers none. */
export async function findFreePort(preferred: number): Promise<number> {
  const server = createServer();
  try {
    await once(server.listen(preferred, '127.0.0.1'), 'listening');
    return (server.address() as AddressInfo).port;
  } catch (error) {
    if (!preferred) throw error;
    return await findFreePort(0);
  } finally {
    server.close();
  }
}
