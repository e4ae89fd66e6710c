/** What `npm run backup -- --help` prints. */
export const BACKUP_HELP = `Takes a backup of the database while Agiza works.

  npm run backup -- [--to <folder>] [--keep <number>] [--format <custom|rows>]

  --to <folder>     where it goes; "backups" beside package.json if left out
  --keep <number>   removes all but so many backups of this database there, oldest first
  --format custom   by pg_dump; taken by itself where a pg_dump is installed that fits the server
  --format rows     plain SQL of the rows, compressed; needs no program of PostgreSQL

It takes the variables of the database (DATABASE_*, MIGRATION_DATABASE_*, DATA_DIR), and no secret beside them.
It ends with status 0 when the backup is whole and on the disk, and with 1 otherwise.`;

/** What `npm run restore -- --help` prints. */
export const RESTORE_HELP = `Restores a backup into an empty database.

  npm run restore -- <file> [--force <database>]

  <file>               what npm run backup wrote, or pg_dump --format=custom
  --force <database>   empties the database of that name first; everything in it is lost

Stop Agiza first. It takes the variables of the database (DATABASE_*, MIGRATION_DATABASE_*, DATA_DIR), and no secret
beside them. A backup of an older release is migrated, and one of a newer release refused. SMS that were queued are held, and people who were erased since are erased again: docs/operations.md.
It ends with status 0 when everything is there, and with 1 otherwise.`;

/** What `npm run backup` is told. */
export interface BackupArguments {
  /** The folder; null for the one that is taken by itself. */
  readonly to: string | null;
  /** How many backups stay; null for all. */
  readonly keep: number | null;
  /** Null for the one that is taken by itself. */
  readonly format: 'custom' | 'rows' | null;
}

/** What `npm run restore` is told. */
export interface RestoreArguments {
  readonly file: string;
  /** The name of the database whose contents may be lost; null for none. */
  readonly force: string | null;
}

/** Reads the arguments of a backup. Text is what is wrong with them. */
export function readBackupArguments(args: readonly string[]): BackupArguments | string {
  const read = readOptions(args, ['to', 'keep', 'format']);
  if (typeof read === 'string') return read;
  const { options, rest } = read;
  if (rest[0] !== undefined) return `a backup takes no argument ${JSON.stringify(rest[0])}: name the folder in --to`;
  const { to = null, keep, format = null } = options;
  if (keep !== undefined && !/^[1-9]\d{0,5}$/.test(keep)) return '--keep must be a whole number above 0, such as 14';
  if (format !== null && format !== 'custom' && format !== 'rows') return '--format must be custom or rows';
  return { to, keep: keep === undefined ? null : Number(keep), format };
}

/** Reads the arguments of a restore. Text is what is wrong with them. */
export function readRestoreArguments(args: readonly string[]): RestoreArguments | string {
  const read = readOptions(args, ['force']);
  if (typeof read === 'string') return read;
  const { options, rest } = read;
  const [file, more] = rest;
  if (file === undefined) return 'a restore needs the file of a backup: npm run restore -- backups/<file>';
  if (more !== undefined) return `a restore takes one file, and ${JSON.stringify(more)} is a second`;
  return { file, force: options.force ?? null };
}

/** Options with a value, written `--name value` or `--name=value`, and what else stands there. */
function readOptions<Name extends string>(
  args: readonly string[],
  names: readonly Name[],
): { options: { [name in Name]?: string }; rest: string[] } | string {
  const options: { [name in Name]?: string } = {};
  const rest: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (!arg.startsWith('-')) {
      rest.push(arg);
      continue;
    }
    const [, word = '', given] = /^--([a-z]+)(?:=(.*))?$/s.exec(arg) ?? [];
    const name = names.find((each) => each === word);
    if (name === undefined) return `there is no ${arg}: ${names.map((each) => `--${each}`).join(', ')} are known`;
    if (options[name] !== undefined) return `--${name} stands there twice`;
    const value = given ?? args[++at] ?? '';
    if (value === '' || (given === undefined && value.startsWith('-'))) return `--${name} needs a value after it`;
    options[name] = value;
  }
  return { options, rest };
}
