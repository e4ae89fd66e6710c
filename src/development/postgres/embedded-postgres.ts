import { createHmac } from 'node:crypto';
import { resolve } from 'node:path';
import { chooseUser } from './choose-user.js';
import { Cluster } from './cluster.js';
import { createCluster, makeFolder, removeAbandonedDrafts } from './create-cluster.js';
import { joinOrStart } from './join-or-start.js';
import { ensureOwnDatabase, OWN, OWNER } from './own-database.js';
import { locateBinaries } from './postgres-binaries.js';
import { readPostmaster } from './postmaster.js';
import type { ServerLease } from './server-lease.js';
import { findFreePort, startServer, stopServer } from './server-process.js';
import { ServerRestarts } from './server-restarts.js';
import { explainFailure } from './start-failure.js';

const START_TIMEOUT_MS = 60_000;

export interface EmbeddedPostgresOptions {
  /**
   * Server flags, such as `{ fsync: 'off' }` in tests. A server that already runs keeps its own.
   */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told what takes time, one line each. */
  readonly log?: (line: string) => void;
}

/**
 * A PostgreSQL server under a data folder, shared by all processes that start on the same folder.
 * - The first process starts it, and the last to leave stops it.
 * - It survives a process that is killed, and the next process joins it.
 * - If it dies, each process that uses it tries to start it again, on the same port. One succeeds.
 * - It listens on 127.0.0.1 alone.
 */
export class EmbeddedPostgres {
  private leaving: Promise<void> | undefined;

  private constructor(
    /** For the service: it logs in as a role that owns nothing. */
    readonly url: string,
    /** For migrations: it logs in as the role that owns the database. */
    readonly migrationUrl: string,
    /** For tests and benchmarks, which create databases. */
    readonly superuserUrl: string,
    /** Whether the server already ran before this start. */
    readonly attached: boolean,
    private readonly lease: ServerLease,
    private readonly stop: () => Promise<void>,
  ) {}

  /** @throws EmbeddedPostgresError whose message is one sentence for the operator */
  static async start(dataDir: string, options: EmbeddedPostgresOptions = {}): Promise<EmbeddedPostgres> {
    const folder = resolve(dataDir);
    try {
      return await EmbeddedPostgres.open(folder, options);
    } catch (error) {
      throw explainFailure(error, folder, Cluster.in(folder).logFile);
    }
  }

  /**
   * Stops the server unless another process uses it. That cuts connections that are still open.
   * A second call does nothing more.
   */
  leave(): Promise<void> {
    this.leaving ??= this.lease.leave(this.stop);
    return this.leaving;
  }

  private static async open(
    folder: string,
    { settings = {}, log = () => undefined }: EmbeddedPostgresOptions,
  ): Promise<EmbeddedPostgres> {
    const deadline = performance.now() + START_TIMEOUT_MS;
    const cluster = Cluster.in(folder);
    await makeFolder(folder);
    await removeAbandonedDrafts(folder);
    const binaries = await locateBinaries();
    if (!(await cluster.exists())) {
      log('creating the database (first start only)…');
      const as = await chooseUser(cluster.data, [binaries.postgres, folder]);
      await createCluster(folder, binaries, as, settings.fsync !== 'off', deadline - performance.now());
    }
    const password = await cluster.readPassword(binaries.major);
    const as = await chooseUser(cluster.data, [binaries.postgres, cluster.data]);

    const superuserUrl = (port: number) =>
      `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
    const launch = (port: number) => startServer(cluster, binaries, as, settings, port);
    const stop = () => stopServer(cluster, binaries, as);
    log(
      (await readPostmaster(cluster.data))?.running
        ? 'joining the PostgreSQL already running…'
        : 'starting PostgreSQL…',
    );
    const { lease, port, attached } = await joinOrStart(
      cluster,
      superuserUrl,
      async (preferredPort) => launch(await findFreePort(preferredPort)),
      deadline,
    );

    // Derived, so that there is one secret to keep. They do not give the superuser's away.
    const derive = (role: string) => createHmac('sha256', password).update(role).digest('base64url');
    const passwords = { service: derive(OWN), owner: derive(OWNER) };
    try {
      const ownUrl = Object.assign(new URL(superuserUrl(port)), { pathname: OWN }).href;
      await ensureOwnDatabase(lease.client, ownUrl, passwords);
    } catch (error) {
      await lease.leave(stop);
      throw error;
    }
    lease.watch(new ServerRestarts(folder, cluster, port, () => launch(port), log));
    return new EmbeddedPostgres(
      `postgres://${OWN}:${passwords.service}@127.0.0.1:${port}/${OWN}`,
      `postgres://${OWNER}:${passwords.owner}@127.0.0.1:${port}/${OWN}`,
      superuserUrl(port),
      attached,
      lease,
      stop,
    );
  }
}
