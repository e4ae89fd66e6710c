import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  BACKUP_HELP,
  type BackupArguments,
  RESTORE_HELP,
  type RestoreArguments,
  readBackupArguments,
  readRestoreArguments,
} from './backup-arguments.js';

/** What `--help` prints. */
export const HELP = `Agiza, a customer and order desk.

  npm start            build if needed, start (with a PostgreSQL of its own unless DATABASE_URL is set), and say how to go on
  npm run start:prod   the same without building

  npm run migrate      bring the schema of the database up to date, and end; exit code 0 when it is, 1 when it cannot be
  npm run backup       take a backup of the database; npm run backup -- --help says more
  npm run restore      restore one into an empty database; npm run restore -- --help says more

  npm run held:release send what is held since the database was restored from a backup
  npm run held:drop    end it without sending it

  -h, --help           show this
  -v, --version        show the version

It runs on Node 20.19 or newer; its image and .nvmrc have Node 24.
It is configured by environment variables alone; docs/configuration.md lists them all. Ctrl-C stops it.`;

/**
 * What the command line asks for: a start, a text that is printed, migrations alone, a backup, a
 * restore, or what becomes of held notifications. Or it is wrong.
 */
export type Command =
  | { readonly start: true }
  | { readonly print: string }
  | { readonly migrate: true }
  | { readonly held: 'release' | 'drop' }
  | { readonly backup: BackupArguments }
  | { readonly restore: RestoreArguments }
  | { readonly refusal: string };

/** Arguments that stand alone. */
const HELD_COMMANDS: Readonly<Record<string, 'release' | 'drop'>> = { 'release-held': 'release', 'drop-held': 'drop' };

/** Reads the arguments after the program's name. Help is given whatever stands beside it. */
export function readCommand(args: readonly string[]): Command {
  if (args[0] === 'backup' || args[0] === 'restore') return readBackupCommand(args[0], args.slice(1));
  const unknown = args.find((arg) => !['-h', '--help', '-v', '--version'].includes(arg));
  if (args.includes('-h') || args.includes('--help')) return { print: HELP };
  if (args.length === 1 && args[0] === 'migrate') return { migrate: true };
  const held = args.length === 1 ? HELD_COMMANDS[args[0] ?? ''] : undefined;
  if (held !== undefined) return { held };
  if (unknown !== undefined) return { refusal: `Agiza takes no argument ${JSON.stringify(unknown)}.\n\n${HELP}` };
  return args.length > 0 ? { print: readVersion() } : { start: true };
}

function readBackupCommand(command: 'backup' | 'restore', args: readonly string[]): Command {
  const help = command === 'backup' ? BACKUP_HELP : RESTORE_HELP;
  if (args.includes('-h') || args.includes('--help')) return { print: help };
  const read = command === 'backup' ? readBackupArguments(args) : readRestoreArguments(args);
  if (typeof read === 'string') return { refusal: `${read.charAt(0).toUpperCase()}${read.slice(1)}.\n\n${help}` };
  return 'file' in read ? { restore: read } : { backup: read };
}

/** The version in package.json, which lies above the compiled files and above the sources. */
function readVersion(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
}
