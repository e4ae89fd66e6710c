import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { BackupError, explainFileFault } from './backup.error.js';
import { type CommandTerms, checkStopped } from './command-terms.js';
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
    private readonly terms: CommandTerms,
  ) {}

  /** @throws BackupError when it is no backup, or the program that reads it is missing */
  static async open(file: string, terms: CommandTerms): Promise<BackupFile> {
    const start = await readStart(file).catch((error) => {
      throw explainFileFault(error, file);
    });
    if (isGzip(start)) return new BackupFile(file, null, terms);
    if (!isDump(start))
      throw new BackupError(`${file} is no backup: name a file that npm run backup or pg_dump --format=custom wrote.`);
    const program = (await findPrograms('pg_restore', terms.path)).at(-1);
    if (program === undefined)
      throw new BackupError(
        `${file} needs pg_restore, which is not installed: install the client programs of PostgreSQL, or take a backup with --format=rows.`,
      );
    return new BackupFile(file, program, terms);
  }

  /** Reads all of it. @throws BackupError when it is cut off or damaged, or what `take` throws */
  async read(take: TakePart): Promise<void> {
    // A pipeline that fails may give what its streams say of their end instead.
    let fault: unknown;
    const readAll = async (source: AsyncIterable<Buffer>): Promise<void> => {
      try {
        for await (const part of readDump(source, this.file)) {
          checkStopped(this.terms);
          await take(part);
        }
      } catch (error) {
        fault ??= error;
        throw error;
      }
    };
    try {
      if (this.program === null) await pipeline(createReadStream(this.file), createGunzip(), readAll);
      else await this.readBy(this.program, readAll);
    } catch (error) {
      throw this.explain(fault ?? error);
    }
  }

  private async readBy(program: PgProgram, readAll: (source: AsyncIterable<Buffer>) => Promise<void>): Promise<void> {
    const { path, signal } = this.terms;
    const args = ['--data-only', '--schema=public', '--file=-', this.file];
    const running = runProgram(program, args, { PATH: path, LC_ALL: 'C' }, signal);
    await pipeline(running.output, readAll);
    await running.ended;
  }

  private explain(error: unknown): unknown {
    const { code, message } = error as NodeJS.ErrnoException;
    if (/unsupported version/.test(message))
      return new BackupError(
        `${this.file} was written by a newer pg_dump than pg_restore here (${this.program?.major}): install the client programs of that version.`,
      );
    if (code?.startsWith('Z_') || /^pg_restore: /m.test(message))
      return new BackupError(`${this.file} is cut off or damaged (${message.split('\n')[0]}): take another one.`);
    return explainFileFault(error, this.file);
  }
}

async function readStart(file: string): Promise<Buffer> {
  const handle = await open(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(5), 0, 5, 0).finally(() => handle.close());
  return buffer.subarray(0, bytesRead);
}
