import { migrations } from '../database/data-source.js';
import { BackupError } from './backup.error.js';
import type { BackupFile } from './backup-file.js';

/** What a backup holds. */
export interface Contents {
  /** The names of the migrations that the database had. */
  readonly migrations: ReadonlySet<string>;
  /** How many rows each table has. */
  readonly rows: ReadonlyMap<string, number>;
}

/**
 * Reads a whole backup before anything of the database is touched.
 * @throws BackupError when it is cut off, not of Agiza, or of a newer release
 */
export async function inspectBackup(backup: BackupFile): Promise<Contents> {
  const rows = new Map<string, number>();
  const names = new Set<string>();
  const notes: string[] = [];
  let table = '';
  let nameAt = 0;
  await backup.read((part) => {
    if (part.kind === 'note') notes.push(part.text);
    if (part.kind === 'begin') {
      table = part.table;
      nameAt = part.columns.indexOf('name');
      rows.set(table, 0);
    }
    if (part.kind !== 'rows') return;
    rows.set(table, (rows.get(table) ?? 0) + part.count);
    if (table !== 'migrations') return;
    for (const line of part.data.toString('utf8').trimEnd().split('\n')) names.add(line.split('\t')[nameAt] ?? '');
  });
  checkEnd(backup.file, notes, rows);
  checkMigrations(backup.file, names);
  return { migrations: names, rows };
}

/** A backup of rows says at its end what it has. */
function checkEnd(file: string, notes: readonly string[], rows: ReadonlyMap<string, number>): void {
  if (notes.length === 0) return;
  const said = JSON.parse(notes.at(-1) ?? '{}') as { rows?: Record<string, number> };
  const differs = [...rows].some(([table, count]) => said.rows?.[table] !== count);
  if (said.rows === undefined || differs)
    throw new BackupError(`${file} is cut off or damaged (its last line does not fit): take another one.`);
}

function checkMigrations(file: string, names: ReadonlySet<string>): void {
  const known = new Set<string>(migrations.map(({ name }) => name));
  if (![...names].some((name) => known.has(name)))
    throw new BackupError(`${file} holds no database of Agiza: name another file.`);
  const newer = [...names].find((name) => !known.has(name));
  if (newer !== undefined)
    throw new BackupError(
      `${file} was taken from a newer release of Agiza (${newer}): restore it with that release or a newer one.`,
    );
}
