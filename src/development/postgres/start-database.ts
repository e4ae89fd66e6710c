import type { Config } from '../../config/config.js';
import { addPassword } from '../../config/database-rules.js';
import { EmbeddedPostgres } from './embedded-postgres.js';

/** The database that the service works on. */
export interface StartedDatabase {
  readonly url: string;
  /** For migrations; undefined where they go by `url`. */
  readonly migrationUrl: string | undefined;
  /** Ends what {@link startDatabase} began. A second call does nothing more. */
  leave(): Promise<void>;
}

const withPassword = (url: string, password: string | undefined): string =>
  password === undefined ? url : addPassword(url, password);

/**
 * The database of DATABASE_URL, which it leaves alone, or else an embedded one under DATA_DIR.
 * @param say told what takes time, one line each
 * @throws EmbeddedPostgresError whose message is one sentence for the operator
 */
export async function startDatabase(config: Readonly<Config>, say: (line: string) => void): Promise<StartedDatabase> {
  if (config.DATABASE_URL === undefined) return EmbeddedPostgres.start(config.DATA_DIR, { log: say });
  const { MIGRATION_DATABASE_URL: owner } = config;
  return {
    url: withPassword(config.DATABASE_URL, config.DATABASE_PASSWORD),
    migrationUrl: owner === undefined ? undefined : withPassword(owner, config.MIGRATION_DATABASE_PASSWORD),
    leave: async () => undefined,
  };
}
