import { chownSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { chooseUser } from '../../src/development/postgres/choose-user.js';
import { launch, type RunAs, run } from '../../src/development/postgres/program.js';
import { waitFor } from './waiting.js';

const PROGRAMS = ['initdb', 'postgres', 'pg_dump', 'pg_restore'];

/**
 * The folder of a whole PostgreSQL: where Debian puts it, or on PATH; null when there is none.
 * The embedded PostgreSQL comes without pg_dump.
 */
export function findInstalledPostgres(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, 'bin')) : [];
  const holdsAll = (folder: string) => PROGRAMS.every((name) => existsSync(join(folder, name)));
  return [...versions, ...(process.env.PATH ?? '').split(delimiter)].find(holdsAll) ?? null;
}

/** A server of the PostgreSQL that is installed on this machine, without a password. */
export class InstalledPostgres {
  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly stop: () => void,
  ) {}

  /** @param programs the folder of its programs */
  static async start(programs: string): Promise<InstalledPostgres> {
    const folder = mkdtempSync(join(tmpdir(), 'agiza-installed-'));
    const as: RunAs = await chooseUser(folder, [join(programs, 'postgres'), folder]);
    if (as.user) chownSync(folder, as.user.uid, as.user.gid);
    const data = join(folder, 'cluster');
    const login = ['-U', 'postgres', '-E', 'UTF8', '--locale=C', '--auth=trust', '--no-sync'];
    await run(as, join(programs, 'initdb'), ['-D', data, ...login], 60_000);
    const port = await findPort();
    const flags = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
    const log = openSync(join(folder, 'log'), 'a');
    const child = launch(as, join(programs, 'postgres'), ['-D', data, ...flags.flatMap((flag) => ['-c', flag])], log);
    const server = new InstalledPostgres(folder, port, () => void child.kill('SIGINT'));
    const isUp = () =>
      server.run('select 1').then(
        () => true,
        () => false,
      );
    await waitFor(isUp, (up) => up, 30_000);
    return server;
  }

  /** The address of a database, as a user that needs no password. */
  urlOf(database: string, user = 'postgres'): string {
    return `postgres://${user}:none@127.0.0.1:${this.port}/${database}`;
  }

  /** Runs statements as superuser. */
  async run(...statements: string[]): Promise<void> {
    const client = new Client({ connectionString: this.urlOf('postgres') });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  }

  async close(): Promise<void> {
    this.stop();
    await delay(300);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function findPort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
