import { Client } from 'pg';

/** Each process that uses the server shares this lock; whoever gets it alone is the last. Any constant of our own. */
const PRESENCE_LOCK = 4_741_730;
const RENEW_MS = 1_000;
const PATIENCE_MS = 10_000;

/**
 * This process's place among those that use a server: a connection that holds a shared lock until it leaves or dies, however it dies.
 * A connection that is lost is made anew, on the same port.
 */
export class ServerLease {
  private connection: Client | null = null;
  private renewal: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private left = false;

  private constructor(private readonly url: string) {}

  /** @throws what `pg` says when the server cannot, or can no longer, be joined. */
  static async take(url: string, patienceMs: number): Promise<ServerLease> {
    const presence = new ServerLease(url);
    await presence.connect(patienceMs);
    return presence;
  }

  /** The connection, for the superuser's own errands. @throws Error while it is lost. */
  get client(): Client {
    if (!this.connection) throw new Error('the connection to PostgreSQL was lost');
    return this.connection;
  }

  /** Gives the place up, and calls `stop` if it was the last. Those that arrive meanwhile wait for the server to be gone, and start a new one. */
  async leave(stop: () => Promise<void>): Promise<void> {
    this.left = true;
    clearTimeout(this.timer);
    await this.renewal;
    const alone = await this.isLast().catch(() => false); // No server, nothing to stop.
    try {
      if (alone) await stop();
    } finally {
      await this.connection?.end().catch(() => undefined);
    }
  }

  private async isLast(): Promise<boolean> {
    if (!this.connection) await this.connect(PATIENCE_MS);
    await this.client.query('select pg_advisory_unlock_shared($1)', [PRESENCE_LOCK]);
    const { rows } = await this.client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [PRESENCE_LOCK]);
    return rows[0]?.alone === true;
  }

  private async connect(patienceMs: number): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      connectionTimeoutMillis: patienceMs,
      query_timeout: patienceMs,
      keepAlive: true,
      application_name: 'agiza presence',
      // Given here, they count instead of PGSSLMODE and PGOPTIONS.
      ssl: false,
      options: '-c idle_session_timeout=0',
    });
    client.on('error', () => undefined); // 'end' follows.
    try {
      await client.connect();
      await client.query('select pg_advisory_lock_shared($1)', [PRESENCE_LOCK]);
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
    if (this.left) return;
    this.timer = setTimeout(() => {
      this.renewal = this.connect(PATIENCE_MS).catch(() => this.renewLater());
    }, RENEW_MS).unref();
  }
}
