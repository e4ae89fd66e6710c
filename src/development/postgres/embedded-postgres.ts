import { createHmac } from 'node:crypto';
import { resolve } from 'node:path';
import { Cluster } from './cluster.js';
import { createCluster, makeFolder, sweepDrafts } from './create-cluster.js';
import { joinOrStart } from './join-or-start.js';
import { ensureOwnDatabase, OWN } from './own-database.js';
import { locateBinaries } from './postgres-binaries.js';
import { readPostmaster } from './postmaster.js';
import type { ServerLease } from './server-lease.js';
import { startServer, stopServer } from './server-process.js';
import { explain } from './start-failure.js';
import { unprivileged } from './unprivileged.js';

const START_TIMEOUT_MS = 60_000;

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
    private readonly presence: ServerLease,
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
    if (!(await cluster.exists())) {
      log('creating the database (first start only)…');
      const as = await unprivileged(cluster.data, [binaries.postgres, folder]);
      await createCluster(folder, binaries, as, settings.fsync !== 'off', deadline - performance.now());
    }
    const password = await cluster.open(binaries.major);
    const as = await unprivileged(cluster.data, [binaries.postgres, cluster.data]);

    const superuserUrl = (port: number) => `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
    const launch = (preferredPort: number) => startServer(cluster, binaries, as, settings, preferredPort);
    const stop = () => stopServer(cluster, binaries, as);
    log((await readPostmaster(cluster.data))?.running ? 'joining the PostgreSQL already running…' : 'starting PostgreSQL…');
    const { presence, port, attached } = await joinOrStart(cluster, superuserUrl, launch, deadline);

    // Derived, so that one secret is kept, and from this one nobody gets to the superuser's.
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
