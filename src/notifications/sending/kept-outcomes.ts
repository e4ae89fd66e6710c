import { randomUUID } from 'node:crypto';
import { open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { makeFolder } from '../../config/data-folder.js';
import { Batcher } from '../../database/batcher.js';
import { type KeptOutcome, readKeptOutcomes } from './kept-outcome.js';
import { WorkerFolder } from './worker-folder.js';

/** Outcomes that may wait. Beyond that nothing more is sent, so nothing more can come. */
const KEPT_MOST = 10_000;

/** Outcomes that are written to the database at one time. */
const BATCH = 64;

/** Where outcomes are appended. A file that is being replayed has another name. */
const APPENDED = 'outcomes.jsonl';
const REPLAYED = /^outcomes-[0-9a-f-]{36}\.jsonl$/;

/**
 * Outcomes that the database could not take, in files of the worker's folder.
 * - A file has one outcome a line, and is readable by its owner alone (mode 0600).
 * - What {@link keep} has taken outlasts a SIGKILL and a power cut.
 * - Several processes may share the folder. Each may replay what another has kept.
 */
@Injectable()
export class KeptOutcomes {
  /** Outcomes that wait, as far as this process knows. */
  private waiting = 0;
  private readonly appends: Batcher<string, null>;

  constructor(private readonly folder: WorkerFolder) {
    this.appends = new Batcher(
      async (lines) => {
        // What was cut off before, by a full disk for example, ends here.
        await this.append(`\n${lines.join('')}`);
        this.waiting += lines.length;
        return lines.map(() => null);
      },
      { maxBatchSize: 1_000, maxInFlight: 1 },
    );
  }

  get count(): number {
    return this.waiting;
  }

  get isFull(): boolean {
    return this.waiting >= KEPT_MOST;
  }

  /**
   * Appends the outcome, and returns when it is on the disk.
   * Outcomes that come at the same time share a write. @throws NodeJS.ErrnoException
   */
  async keep(outcome: KeptOutcome): Promise<void> {
    await this.appends.load(`${JSON.stringify(outcome)}\n`);
  }

  /**
   * Hands every kept outcome to `write`, and removes each file that was written whole.
   * A file of which one outcome failed is written again next time, whole.
   * Gives the number of outcomes that were written.
   * @throws what `write` throws, NodeJS.ErrnoException
   */
  async replay(write: (outcome: KeptOutcome) => Promise<void>): Promise<number> {
    for (let written = 0; ; ) {
      const file = await this.takeFile();
      if (file === null) {
        this.waiting = 0;
        return written;
      }
      const outcomes = readKeptOutcomes((await readFile(file, 'utf8').catch(ignoreMissing)) ?? '');
      this.waiting = Math.max(this.waiting, outcomes.length);
      await writeAll(outcomes, write);
      await unlink(file).catch(ignoreMissing);
      written += outcomes.length;
      this.waiting = Math.max(this.waiting - outcomes.length, 0);
    }
  }

  /** A file that nobody appends to any more; null when nothing is kept. */
  private async takeFile(): Promise<string | null> {
    const folder = this.folder.path;
    const names = await readdir(folder).catch(ignoreMissing);
    const begun = names?.find((name) => REPLAYED.test(name));
    if (begun !== undefined) return join(folder, begun);
    if (!names?.includes(APPENDED)) return null;
    const taken = join(folder, `outcomes-${randomUUID()}.jsonl`);
    await rename(join(folder, APPENDED), taken).catch(ignoreMissing);
    return this.takeFile();
  }

  /**
   * Another process may take the file between its opening and the end of the write.
   * Then it may not have seen the lines, so they are written again. To replay them twice is
   * harmless.
   */
  private async append(text: string): Promise<void> {
    makeFolder(this.folder.path, 0o700);
    const path = join(this.folder.path, APPENDED);
    for (let isThere = false; !isThere; ) {
      const file = await open(path, 'a', 0o600);
      try {
        await file.appendFile(text);
        await file.sync();
        const [written, named] = [await file.stat(), await stat(path).catch(ignoreMissing)];
        isThere = named?.ino === written.ino;
      } finally {
        await file.close();
      }
    }
    await syncFolder(this.folder.path);
  }
}

/** Goes on after a failure, unless all of a batch fail: then the database is away. */
async function writeAll(
  outcomes: readonly KeptOutcome[],
  write: (outcome: KeptOutcome) => Promise<void>,
): Promise<void> {
  let failure: PromiseRejectedResult | undefined;
  for (let from = 0; from < outcomes.length; from += BATCH) {
    const results = await Promise.allSettled(outcomes.slice(from, from + BATCH).map(write));
    failure ??= results.find((result) => result.status === 'rejected');
    if (results.every(({ status }) => status === 'rejected')) break;
  }
  if (failure !== undefined) throw failure.reason;
}

/** Writes the folder's list of files to the disk. Windows has no such call. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
