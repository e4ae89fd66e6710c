import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What `--help` prints. */
export const HELP = `Agiza, a customer and order desk.

  npm start            build if needed, start (with a PostgreSQL of its own unless DATABASE_URL is set), and say how to go on
  npm run start:prod   the same without building

  -h, --help           show this
  -v, --version        show the version

It runs on Node 20.19 or newer; its image and .nvmrc have Node 24.
It is configured by environment variables alone; docs/configuration.md lists them all. Ctrl-C stops it.`;

/** What the command line asks for: a start, or a text that is printed. Or it is wrong. */
export type Command = { readonly start: true } | { readonly print: string } | { readonly refusal: string };

/** Reads the arguments after the program's name. Help is given whatever stands beside it. */
export function readCommand(args: readonly string[]): Command {
  const unknown = args.find((arg) => !['-h', '--help', '-v', '--version'].includes(arg));
  if (args.includes('-h') || args.includes('--help')) return { print: HELP };
  if (unknown !== undefined) return { refusal: `Agiza takes no argument ${JSON.stringify(unknown)}.\n\n${HELP}` };
  return args.length > 0 ? { print: readVersion() } : { start: true };
}

/** The version in package.json, which lies above the compiled files and above the sources. */
function readVersion(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
}
