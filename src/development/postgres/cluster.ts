import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './start-failure.js';

/** The files of one database server, all of them under `<DATA_DIR>/postgres`. */
export class Cluster {
  /** PostgreSQL's data directory. */
  readonly data: string;
  /** Holds the superuser's password; only this user may read it. */
  readonly passwordFile: string;
  readonly logFile: string;

  constructor(readonly home: string) {
    this.data = join(home, 'cluster');
    this.passwordFile = join(home, 'password');
    this.logFile = join(home, 'server.log');
  }

  static in(dataDir: string): Cluster {
    return new Cluster(join(dataDir, 'postgres'));
  }

  async exists(): Promise<boolean> {
    return (await stat(this.home).catch(ignoreMissing)) !== null;
  }

  /**
   * Checks the cluster and reads the superuser's password.
   * @throws EmbeddedPostgresError when it is no whole cluster of version `major` or has no password
   */
  async readPassword(major: string): Promise<string> {
    const version = (await readFile(join(this.data, 'PG_VERSION'), 'utf8').catch(ignoreMissing))?.trim();
    if (!version) {
      throw new EmbeddedPostgresError(
        `${this.home} is there but holds no PostgreSQL database: move it away to begin with an empty one.`,
      );
    }
    if (version !== major) {
      throw new EmbeddedPostgresError(
        `${this.home} holds a database of PostgreSQL ${version}, and this is ${major}: ` +
          `take a backup with the release that was here before (npm run backup), move ${this.home} away, ` +
          'and restore the backup with this one (npm run restore).',
      );
    }
    const password = (await readFile(this.passwordFile, 'utf8').catch(ignoreMissing))?.trim();
    if (!password) {
      throw new EmbeddedPostgresError(
        `The password of the database is lost: put ${this.passwordFile} back from a backup, or move ${this.home} away to begin with an empty one.`,
      );
    }
    return password;
  }
}

/** For `catch`: gives null when the file does not exist, and throws any other error again. */
export function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code !== 'ENOENT') throw error;
  return null;
}
