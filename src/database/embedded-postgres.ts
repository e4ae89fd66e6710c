import { createHmac } from 'node:crypto';
import { resolve } from 'node:path';
import { arrive } from './embedded/arrival.js';
import { Cluster } from './embedded/cluster.js';
import { createCluster, makeFolder, sweepDrafts } from './embedded/create-cluster.js';
import { ensureOwnDatabase, OWN } from './embedded/own-database.js';
import { locateBinaries } from './embedded/postgres-binaries.js';
import { readPostmaster } from './embedded/postmaster.js';
import type { Presence } from './embedded/presence.js';
import { run } from './embedded/program.js';
import { startServer } from './embedded/server-process.js';
import { explain } from './embedded/start-failure.js';
import { unprivileged } from './embedded/unprivileged.js';

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 60_000;

export interface EmbeddedPostgresOptions {
  /** Server flags, such as `{ fsync: 'off' }` for tests. A server that is running already keeps its own. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told what takes time, a line each. */
  readonly log?: (line: string) => void;
}

/**
 * A PostgreSQL server under a data folder, shared by all processes that start on the same folder: the first starts it, the last to leave stops
 * it. It outlives a process that is killed, and the next one joins it. It listens on 127.0.0.1 alone.
 */
export class EmbeddedPostgres {
  private departure: Promise<void> | undefined;

  private constructor(
    /** For the service: a role without privileges that owns its database. */
    readonly url: string,
    /** For those who create databases. */
    readonly superuserUrl: string,
    /** Whether the server was running already. */
    readonly attached: boolean,
    private readonly presence: Presence,
    private readonly stop: () => Promise<void>,
  ) {}

  /** @throws EmbeddedPostgresError whose message is one sentence for a person. */
  static async start(dataDir: string, options: EmbeddedPostgresOptions = {}): Promise<EmbeddedPostgres> {
    const folder = resolve(dataDir);
    try {
      return await EmbeddedPostgres.open(folder, options);
    } catch (error) {
      throw explain(error, folder, Cluster.in(folder).logFile);
    }
  }

  /** Stops the server unless somebody else uses it. Connections that are still open then, are cut. Once is enough; more does no harm. */
  leave(): Promise<void> {
    this.departure ??= this.presence.leave(this.stop);
    return this.departure;
  }

  private static async open(folder: string, { settings = {}, log = () => undefined }: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const deadline = performance.now() + START_TIMEOUT_MS;
    const cluster = Cluster.in(folder);
    await makeFolder(folder);
    await sweepDrafts(folder);
    const binaries = await locateBinaries();
    const found = await cluster.exists();
    const as = await unprivileged(cluster.data, [binaries.postgres, found ? cluster.data : folder]);
    if (!found) {
      log('creating the database (first start only)…');
      await createCluster(folder, binaries, as, settings.fsync !== 'off', deadline - performance.now());
    }
    const password = await cluster.open(binaries.major);
    const superuserUrl = (port: number) => `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
    const launch = (preferredPort: number) => {
      log('starting PostgreSQL…');
      return startServer(cluster, binaries, as, settings, preferredPort);
    };
    const { presence, port, attached } = await arrive(cluster, superuserUrl, launch, deadline);
    if (attached) log('joined the PostgreSQL already running');

    const stop = async () => {
      const flags = ['stop', '-D', cluster.data, '-m', 'fast', '-s', '-t', `${STOP_TIMEOUT_MS / 1000}`];
      await run(as, binaries.pgCtl, flags, STOP_TIMEOUT_MS + 5_000).catch(async (error) => {
        if ((await readPostmaster(cluster.data))?.running) throw explain(error, folder, cluster.logFile);
      });
    };
    const ownPassword = createHmac('sha256', password).update(OWN).digest('base64url');
    try {
      await ensureOwnDatabase(presence.client, ownPassword);
    } catch (error) {
      await presence.leave(stop);
      throw error;
    }
    return new EmbeddedPostgres(`postgres://${OWN}:${ownPassword}@127.0.0.1:${port}/${OWN}`, superuserUrl(port), attached, presence, stop);
  }
}
