import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { BackupError, explainFileFault } from './backup.error.js';
import { type DumpPart, readDump } from './dump-reader.js';
import { findPrograms, type PgProgram, runProgram } from './pg-programs.js';

/** Takes one piece of a backup after the other. */
export type TakePart = (part: DumpPart) => Promise<void> | void;

const isDump = (start: Buffer): boolean => start.toString('latin1', 0, 5) === 'PGDMP';
const isGzip = (start: Buffer): boolean => start[0] === 0x1f && start[1] === 0x8b;

/** A file that `npm run backup` or `pg_dump --format=custom` wrote. */
export class BackupFile {
  private constructor(
    readonly file: string,
    /** For pg_dump's format; null for rows. */
    private readonly program: PgProgram | null,
    private readonly path: string,
  ) {}

  /** @throws BackupError when it is no backup, or the program that reads it is missing */
  static async open(file: string, path: string): Promise<BackupFile> {
    const start = await readStart(file).catch((error) => {
      throw explainFileFault(error, file);
    });
    if (isGzip(start)) return new BackupFile(file, null, path);
    if (!isDump(start))
      throw new BackupError(`${file} is no backup: name a file that npm run backup or pg_dump --format=custom wrote.`);
    const program = (await findPrograms('pg_restore', path)).at(-1);
    if (program === undefined)
      throw new BackupError(
        `${file} needs pg_restore, which is not installed: install the client programs of PostgreSQL, or take a backup with --format=rows.`,
      );
    return new BackupFile(file, program, path);
  }

  /** Reads all of it. @throws BackupError when it is cut off or damaged, or what `take` throws */
  async read(take: TakePart): Promise<void> {
    const readAll = async (source: AsyncIterable<Buffer>): Promise<void> => {
      for await (const part of readDump(source, this.file)) await take(part);
    };
    if (this.program === null) {
      await pipeline(createReadStream(this.file), createGunzip(), readAll).catch((error) => this.fail(error));
      return;
    }
    const args = ['--data-only', '--schema=public', '--file=-', this.file];
    const running = runProgram(this.program, args, { PATH: this.path, LC_ALL: 'C' });
    await pipeline(running.output as Readable, readAll).catch((error) => this.fail(error));
    await running.ended.catch((error) => this.fail(error));
  }

  private fail(error: Error & { code?: string }): never {
    if (/unsupported version/.test(error.message))
      throw new BackupError(
        `${this.file} was written by a newer pg_dump than pg_restore here (${this.program?.major}): install the client programs of that version.`,
      );
    if (error.code?.startsWith('Z_') || /^pg_restore: /m.test(error.message))
      throw new BackupError(`${this.file} is cut off or damaged (${error.message.split('\n')[0]}): take another one.`);
    throw explainFileFault(error, this.file);
  }
}

async function readStart(file: string): Promise<Buffer> {
  const handle = await open(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(5), 0, 5, 0).finally(() => handle.close());
  return buffer.subarray(0, bytesRead);
}
