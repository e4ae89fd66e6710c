import { Client } from 'pg';

/**
 * Key of the advisory lock that every process shares while it uses the server.
 * A process that can get it exclusively is the last one. Any constant serves.
 */
const LEASE_LOCK = 4_741_730;
const RENEW_AFTER_MS = 200;
const TIMEOUT_MS = 10_000;

/** What is done about a connection that is lost. */
export interface LeaseWatch {
  /**
   * Called each time that the connection cannot be opened again, and then it is tried again.
   * @param left aborted when the process leaves, so that nothing more is begun
   */
  away(left: AbortSignal): Promise<void>;
  /** Called when it is open again. */
  back(): void;
}

/**
 * This process's claim to a server that several processes use.
 * - It is a connection that holds a shared lock until the process leaves or dies, however it dies.
 * - A lost connection is opened again, on the same port.
 */
export class ServerLease {
  private connection: Client | null = null;
  private renewal: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly left = new AbortController();
  private watcher: LeaseWatch | undefined;

  private constructor(private readonly url: string) {}

  /** @throws Error of `pg` when the server does not let this process in */
  static async take(url: string, timeoutMs: number): Promise<ServerLease> {
    const lease = new ServerLease(url);
    await lease.connect(timeoutMs);
    return lease;
  }

  /**
   * The connection, for other work of the superuser.
   * @throws Error while it is lost
   */
  get client(): Client {
    if (!this.connection) throw new Error('the connection to PostgreSQL was lost');
    return this.connection;
  }

  watch(watcher: LeaseWatch): void {
    this.watcher = watcher;
  }

  /**
   * Gives the lease up, and calls `stop` if it was the last one.
   * A process that joins meanwhile waits until the server has stopped, and starts a new one.
   */
  async leave(stop: () => Promise<void>): Promise<void> {
    this.left.abort();
    clearTimeout(this.timer);
    await this.renewal;
    // Without a server there is nothing to stop.
    const last = await this.isLast().catch(() => false);
    try {
      if (last) await stop();
    } finally {
      await this.connection?.end().catch(() => undefined);
    }
  }

  private async isLast(): Promise<boolean> {
    if (!this.connection) await this.connect(TIMEOUT_MS);
    await this.client.query('select pg_advisory_unlock_shared($1)', [LEASE_LOCK]);
    const { rows } = await this.client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [
      LEASE_LOCK,
    ]);
    return rows[0]?.alone === true;
  }

  private async connect(timeoutMs: number): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
      keepAlive: true,
      application_name: 'agiza lease',
      // These override PGSSLMODE, PGOPTIONS, PGSSLNEGOTIATION and PGREPLICATION.
      ssl: false,
      options: '-c idle_session_timeout=0',
      ...{ sslnegotiation: 'postgres', replication: 'false' },
    });
    client.on('error', () => undefined); // 'end' follows.
    try {
      await client.connect();
      await client.query('select pg_advisory_lock_shared($1)', [LEASE_LOCK]);
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    this.connection = client;
    client.once('end', () => {
      this.connection = null;
      this.renewLater();
    });
  }

  private renewLater(): void {
    if (this.left.signal.aborted) return;
    this.timer = setTimeout(() => {
      this.renewal = this.renew();
    }, RENEW_AFTER_MS).unref();
  }

  private async renew(): Promise<void> {
    try {
      await this.connect(TIMEOUT_MS);
    } catch {
      await this.watcher?.away(this.left.signal).catch(() => undefined);
      this.renewLater();
      return;
    }
    this.watcher?.back();
  }
}
