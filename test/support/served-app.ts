import { readFileSync } from 'node:fs';
import { type Pool } from 'pg';
import { Service } from './service.js';
import type { Answer } from './test-app.js';
import { createDatabase, type TestDatabase } from './test-database.js';
import { type TimedAnswer, timed } from './timed-answers.js';

/** The state of a listening socket in /proc/net/tcp. */
const LISTENS = '0A';

/** The service in a process of its own, on a database of its own, and an admin who calls it. */
export class ServedApp {
  private constructor(
    private readonly service: Service,
    private readonly database: TestDatabase,
    readonly url: string,
    private token: string,
  ) {}

  static async start(variables: Record<string, string> = {}): Promise<ServedApp> {
    const database = await createDatabase();
    const dataDir = process.env.TEST_DATA_DIR ?? '';
    const fixed = { DATA_DIR: dataDir, DATABASE_URL: database.url, ROLE: 'api', DOCS: 'off', LOG_LEVEL: 'warn' };
    const service = new Service({ ...fixed, ...variables });
    const at = new ServedApp(service, database, await service.url(), '');
    at.token = await at.register();
    return at;
  }

  /** Reads and writes the database as superuser. */
  get pool(): Pool {
    return this.database.pool;
  }

  /** Resident memory of the process, in MiB. */
  get memoryMiB(): number {
    const [, kib = '0'] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${this.service.pid}/status`, 'utf8')) ?? [];
    return Number(kib) / 1024;
  }

  /** Connections of clients that the process holds, by the kernel's table of sockets. */
  get connections(): number {
    const port = Number(new URL(this.url).port).toString(16).toUpperCase().padStart(4, '0');
    const rows = readFileSync('/proc/net/tcp', 'utf8').trim().split('\n').slice(1);
    return rows.filter((row) => {
      const [, local = '', , state, , , , , , inode] = row.trim().split(/\s+/);
      return local.endsWith(`:${port}`) && state !== LISTENS && inode !== '0';
    }).length;
  }

  get authorization(): string {
    return `Bearer ${this.token}`;
  }

  /** Registers an admin, and gives the token. */
  async register(): Promise<string> {
    const number = String(Math.random()).slice(2, 8);
    const body = {
      email: `a${number}@example.com`,
      phone_number: `+254711${number}`,
      password: 'correct horse battery',
    };
    return (await this.post('/api/auth/admin-register/', { ...body, api_key: '123456721' })).json.token;
  }

  get(path: string): Promise<TimedAnswer> {
    return this.send(path, {});
  }

  place(item: string, customer_code: string): Promise<TimedAnswer> {
    return this.post('/api/orders/create/', { customer_code, item, amount: '420' });
  }

  confirm(order_id: string, customer_code: string): Promise<TimedAnswer> {
    return this.post('/api/orders/customer-order/confirm/', { customer_code, order_id });
  }

  async close(): Promise<void> {
    this.service.kill('SIGINT');
    await this.service.ended;
    await this.database.drop();
  }

  private post(path: string, body: object): Promise<TimedAnswer> {
    return this.send(path, { method: 'POST', body: JSON.stringify(body) });
  }

  private send(path: string, options: RequestInit): Promise<TimedAnswer> {
    const headers = { 'Content-Type': 'application/json', Authorization: this.authorization };
    return timed(this.read(fetch(this.url + path, { ...options, headers })));
  }

  private async read(answer: Promise<Response>): Promise<Answer> {
    const response = await answer;
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : null;
    return { status: response.status, headers: response.headers, text, json };
  }
}
