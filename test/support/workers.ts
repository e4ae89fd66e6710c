import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { SandboxCarrier } from '../../src/development/carrier/sandbox-carrier.js';
import { eventually } from './eventually.js';

/** A process of the service that only sends texts, on a database and a carrier that others share. */
export interface Worker {
  readonly process: ChildProcess;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to stop, and gives its exit code. */
  stop(): Promise<number | null>;
}

const started = new Set<ChildProcess>();

/** Ends every worker that a failed test left behind. */
export function killWorkers(): void {
  for (const child of started) child.kill('SIGKILL');
}

/** Starts a worker and waits until it works. */
export async function startWorker(databaseUrl: string, carrier: SandboxCarrier, variables: Record<string, string> = {}): Promise<Worker> {
  const environment = {
    ...{ PATH: process.env.PATH, DATA_DIR: process.env.TEST_DATA_DIR, DATABASE_URL: databaseUrl, AT_BASE_URL: carrier.url },
    ...{ ROLE: 'worker', PORT: '0', LOG_LEVEL: 'error', ...variables },
  };
  const child = spawn(process.execPath, [join(process.env.TEST_COMPILED ?? '', 'src/main.js')], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  started.add(child);
  child.once('exit', () => started.delete(child));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk) => String(chunk).includes('listens') && resolve());
    child.once('exit', () => reject(new Error('the worker ended at its start')));
  });
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal);
    const [code] = await exited;
    return code as number | null;
  };
  return { process: child, kill: () => end('SIGKILL').then(() => undefined), stop: () => end('SIGTERM') };
}

/** Customers with a number each, and one order with its queued text for each of them; gives the numbers. */
export async function queueTexts(pool: Pool, count: number): Promise<string[]> {
  const { rows } = await pool.query('select count(*)::int as customers from customers');
  const first = rows[0].customers;
  const phones = Array.from({ length: count }, (_, n) => `+2547${String(20_000_000 + first + n)}`);
  const letter = (digit: string) => String.fromCharCode(65 + Number.parseInt(digit, 26));
  const codes = phones.map((_, n) => [...(first + n).toString(26).padStart(8, '0')].map(letter).join(''));
  const ids = () => phones.map(() => uuidv7());
  await pool.query(
    `with made as (
       insert into customers (id, code, name, phone) select id, code, 'Wanjiku Kamau', phone from unnest($1::uuid[], $2::text[], $3::text[]) as t (id, code, phone)
       returning id, code, phone),
     placed as (
       insert into orders (id, customer_id, item, amount, currency)
       select o.id, m.id, 'Mango', 420, 'KES' from made m join unnest($4::uuid[], $3::text[]) as o (id, phone) on o.phone = m.phone
       returning id, number, customer_id)
     insert into notifications (id, order_id, order_number, customer_code, phone)
     select n.id, p.id, p.number, m.code, m.phone from placed p join made m on m.id = p.customer_id join unnest($5::uuid[], $3::text[]) as n (id, phone) on n.phone = m.phone`,
    [ids(), codes, phones, ids(), ids()],
  );
  return phones;
}

/** Waits until no text is on its way any more, and counts them by status. */
export async function settled(pool: Pool, ms: number): Promise<Record<string, number>> {
  const count = async () => {
    const { rows } = await pool.query('select status, count(*)::int as texts from notifications group by status');
    return Object.fromEntries(rows.map(({ status, texts }) => [status, texts])) as Record<string, number>;
  };
  return eventually(count, (counts) => counts.queued === undefined && counts.sending === undefined, ms);
}

/** What the carrier took and the texts say, number by number. */
export async function compare(pool: Pool, carrier: SandboxCarrier): Promise<{ taken: number; status: string; phone: string }[]> {
  const { rows } = await pool.query('select phone, status from notifications');
  const taken = new Map<string, number>();
  for (const { phone } of carrier.phones.messages()) taken.set(phone, (taken.get(phone) ?? 0) + 1);
  return rows.map(({ phone, status }) => ({ phone, status, taken: taken.get(phone) ?? 0 }));
}
