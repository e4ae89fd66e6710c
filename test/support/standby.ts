import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../src/database/migrate.js';
import { EmbeddedPostgres } from '../../src/development/postgres/embedded-postgres.js';
import { USUAL } from './odd-databases.js';

/** A PostgreSQL, and a standby that has its rows and takes no writes. */
export class Standby {
  private constructor(
    readonly primary: EmbeddedPostgres,
    readonly standby: EmbeddedPostgres,
    private readonly folders: readonly string[],
  ) {}

  /**
   * @param fill writes the rows before the standby is made
   * @param follows whether the standby gets what is written later. Then it cancels what keeps it
   *   from replaying at once.
   */
  static async start(fill: (url: string) => Promise<void>, follows = false): Promise<Standby> {
    const folders = ['primary', 'standby'].map((name) => mkdtempSync(join(tmpdir(), `agiza-${name}-`)));
    const [first = '', second = ''] = folders;
    const settings = { fsync: 'off' };
    const draft = await EmbeddedPostgres.start(first, { settings });
    await migrate(draft.url, () => undefined, { ...USUAL, MIGRATION_DATABASE_URL: draft.migrationUrl });
    await fill(draft.url);
    await draft.leave();
    cpSync(join(first, 'postgres'), join(second, 'postgres'), { recursive: true });
    // With this file a server recovers for ever, and lets clients read meanwhile.
    writeFileSync(join(second, 'postgres', 'cluster', 'standby.signal'), '');
    const primary = await EmbeddedPostgres.start(first, { settings });
    const following = { primary_conninfo: primary.superuserUrl, max_standby_streaming_delay: '0' };
    const all = follows ? { ...settings, ...following } : settings;
    return new Standby(primary, await EmbeddedPostgres.start(second, { settings: all }), folders);
  }

  async close(): Promise<void> {
    await this.standby.leave();
    await this.primary.leave();
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true });
  }
}
