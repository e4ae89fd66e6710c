import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Starts Debian's PgBouncer in transaction mode in front of a PostgreSQL.
 * @param {string} url of PostgreSQL, with the role that may log in
 * @returns {Promise<{ url: string, stop: () => void }>} the same URL, by way of the pooler
 * @throws Error without PgBouncer, or when it does not come up
 */
export async function startPgBouncer(url) {
  const program = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find((path) => existsSync(path));
  if (program === undefined) throw new Error('PgBouncer is missing: apt-get install pgbouncer');
  const { hostname, port: behind, username, password } = new URL(url);
  const port = await findFreePort();
  const folder = mkdtempSync(join(tmpdir(), 'agiza-pooled-'));
  chmodSync(folder, 0o755);
  const lines = Object.entries({
    ...{ listen_addr: '127.0.0.1', listen_port: port, unix_socket_dir: '', auth_type: 'trust' },
    ...{ auth_file: join(folder, 'users.txt'), pool_mode: 'transaction', default_pool_size: 10, max_client_conn: 1000 },
  }).map(([name, value]) => `${name} = ${value}`);
  writeFileSync(join(folder, 'users.txt'), `"${decodeURIComponent(username)}" "${decodeURIComponent(password)}"\n`);
  const databases = `[databases]\n* = host=${hostname} port=${behind}\n`;
  writeFileSync(join(folder, 'pooler.ini'), `${databases}[pgbouncer]\n${lines.join('\n')}\n`);
  const user = process.geteuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const pooler = spawn(program, [join(folder, 'pooler.ini')], { ...user, stdio: ['ignore', 'ignore', 'pipe'] });
  await new Promise((resolve, reject) => {
    pooler.once('exit', () => reject(new Error('PgBouncer ended at its start')));
    pooler.stderr.on('data', (text) => /process up/.test(String(text)) && resolve(undefined));
  });
  const pooled = new URL(url);
  pooled.port = String(port);
  const stop = () => {
    pooler.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  };
  return { url: pooled.href, stop };
}

async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
