import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';

/** The process id and port of the PostgreSQL in a data folder. Null when none runs. */
export function postmasterOf(dataDir: string): { pid: number; port: number } | null {
  const file = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
  if (!existsSync(file)) return null;
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n');
  return { pid: Number(pid), port: Number(port) };
}

/** Signals a process unless it has ended already. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Connects as superuser to the service's database in a data folder.
 * Losing the connection is no error.
 */
export async function connectAsSuperuser(dataDir: string): Promise<Client> {
  const password = readFileSync(join(dataDir, 'postgres', 'password'), 'utf8').trim();
  const client = new Client({
    host: '127.0.0.1',
    port: postmasterOf(dataDir)?.port,
    user: 'postgres',
    password,
    database: 'agiza',
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
