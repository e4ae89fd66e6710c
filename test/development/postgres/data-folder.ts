import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { transformFile } from '@swc/core';
import { Client } from 'pg';
import { Cluster } from '../../../src/development/postgres/cluster.js';
import { EmbeddedPostgres } from '../../../src/development/postgres/embedded-postgres.js';
import { type Postmaster, readPostmaster } from '../../../src/development/postgres/postmaster.js';
import { signal } from '../../support/embedded-database.js';

/** Settings of a server that need not be durable. */
export const FAST = { fsync: 'off' };
const PROJECT = process.cwd();

/** What the application below tells of its start. */
interface Started {
  readonly url: string;
  readonly migrationUrl: string;
  readonly attached: boolean;
}

/** Starts the database and leaves it when it gets a message. */
const APPLICATION = `
  import { EmbeddedPostgres } from './embedded-postgres.js';
  const postgres = await EmbeddedPostgres.start(process.argv[2], { settings: ${JSON.stringify(FAST)} });
  process.on('message', () => postgres.leave().then(() => process.disconnect()));
  process.send({ url: postgres.url, migrationUrl: postgres.migrationUrl, attached: postgres.attached });
`;

/**
 * A data folder that has a database, and processes that use it.
 * Each test finds and leaves it without a server.
 */
export class DataFolder {
  private readonly applications: ChildProcess[] = [];

  private constructor(
    /** The folder around the data folder, for whatever a test needs. */
    readonly scratch: string,
    readonly folder: string,
    readonly cluster: Cluster,
  ) {}

  static async make(): Promise<DataFolder> {
    const scratch = await mkdtemp(join(tmpdir(), 'agiza-'));
    await chmod(scratch, 0o711);
    const folder = join(scratch, 'dâta of $HOME');
    await buildApplication(join(scratch, 'application'));
    await (await EmbeddedPostgres.start(folder, { settings: FAST })).leave();
    return new DataFolder(scratch, folder, Cluster.in(folder));
  }

  /** Starts a process that uses the database in `dataDir`. */
  start(dataDir: string, env: Record<string, string> = {}): ChildProcess {
    const file = join(this.scratch, 'application/application.js');
    const application = fork(file, [dataDir], { execArgv: [], env: { ...process.env, ...env } });
    this.applications.push(application);
    return application;
  }

  /** Ends every process and the server that a test left behind. */
  async stopAll(): Promise<void> {
    for (const application of this.applications.splice(0)) application.kill('SIGKILL');
    const left = await readPostmaster(this.cluster.data);
    if (left?.running) signal(left.pid, 'SIGQUIT');
    while ((await readPostmaster(this.cluster.data))?.running) await delay(10);
  }

  /** @throws Error when no server is running */
  async readRunning(): Promise<Postmaster> {
    const postmaster = await readPostmaster(this.cluster.data);
    if (!postmaster?.running) throw new Error('no server is running');
    return postmaster;
  }

  remove(): Promise<void> {
    return rm(this.scratch, { recursive: true, force: true });
  }
}

/** Waits until the process has started, and gives what it tells. */
export async function started(application: ChildProcess): Promise<Started> {
  const [message] = await once(application, 'message');
  return message;
}

/** Asks the process to leave the database, and waits until it ends. */
export async function leave(application: ChildProcess): Promise<void> {
  application.send('leave');
  await once(application, 'exit');
}

export async function kill(application: ChildProcess): Promise<void> {
  application.kill('SIGKILL');
  await once(application, 'exit');
}

/** Runs one statement on a connection of its own. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client(url);
  await client.connect();
  return await client
    .query(text)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

/** Compiles the sources into the folder `to`, beside the application. */
async function buildApplication(to: string): Promise<void> {
  const from = join(PROJECT, 'src/development/postgres');
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    const { code } = await transformFile(join(from, name), { configFile: join(PROJECT, '.swcrc') });
    await writeFile(join(to, name.replace(/ts$/, 'js')), code);
  }
  await writeFile(join(to, 'package.json'), '{ "type": "module" }');
  await writeFile(join(to, 'application.js'), APPLICATION);
  await symlink(join(PROJECT, 'node_modules'), join(to, 'node_modules'), 'junction');
}
