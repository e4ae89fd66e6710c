import type { Config } from '../../config/config.js';
import { addPassword } from '../../config/database-rules.js';
import { EmbeddedPostgres } from './embedded-postgres.js';

/** The database that the service works on. */
export interface StartedDatabase {
  readonly url: string;
  /** Ends what {@link startDatabase} began. A second call does nothing more. */
  leave(): Promise<void>;
}

/**
 * The database of DATABASE_URL, which it leaves alone, or else an embedded one under DATA_DIR.
 * @param say told what takes time, one line each
 * @throws EmbeddedPostgresError whose message is one sentence for the operator
 */
export async function startDatabase(
  { DATABASE_URL, DATABASE_PASSWORD, DATA_DIR }: Readonly<Config>,
  say: (line: string) => void,
): Promise<StartedDatabase> {
  if (DATABASE_URL === undefined) return EmbeddedPostgres.start(DATA_DIR, { log: say });
  const url = DATABASE_PASSWORD === undefined ? DATABASE_URL : addPassword(DATABASE_URL, DATABASE_PASSWORD);
  return { url, leave: async () => undefined };
}
