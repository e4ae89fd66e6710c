import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from './compile.js';
import { startPgBouncer } from './pgbouncer.js';

/**
 * Starts one PostgreSQL for the whole run, which is fast and not durable.
 * - Its migrated database `agiza` is the template of the database of each test file.
 * - With TEST_POOLER=on the service reaches it through PgBouncer.
 */
async function startPostgres({ rootDir }) {
  const cache = join(rootDir, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const compiled = mkdtempSync(join(cache, 'agiza-test-'));
  await compile(rootDir, compiled);
  const { EmbeddedPostgres } = await import(join(compiled, 'src/development/postgres/embedded-postgres.js'));
  const { migrate } = await import(join(compiled, 'src/database/migrate.js'));
  const dataDir = mkdtempSync(join(tmpdir(), 'agiza-test-'));
  const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '200' };
  const server = await EmbeddedPostgres.start(dataDir, { settings });
  const options = { DATABASE_POOL_SIZE: 10, DATABASE_POOLER: 'off', DATABASE_PREPARE: 'on' };
  await migrate(server.url, () => undefined, { ...options, MIGRATION_DATABASE_URL: server.migrationUrl });
  const pooler = process.env.TEST_POOLER === 'on' ? await startPgBouncer(server.url) : undefined;
  globalThis.testPostgres = { server, pooler, folders: [dataDir, compiled] };
  process.env.TEST_SUPERUSER_URL = server.superuserUrl;
  process.env.TEST_DATABASE_URL = pooler?.url ?? server.url;
  process.env.TEST_MIGRATION_URL = server.migrationUrl;
  process.env.TEST_DATA_DIR = dataDir;
  process.env.TEST_COMPILED = compiled;
}

// biome-ignore lint/style/noDefaultExport: jest calls the default export
export default startPostgres;
