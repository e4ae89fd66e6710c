import { open, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../config/config.js';
import { makeFolder } from '../config/data-folder.js';
import { Database } from '../database/database.js';
import type { DoneErasure } from '../events/audit-event.js';
import { AuditTrail } from '../events/audit-trail.js';

/** Events are looked for again that began so long before the newest one that is known. */
const OVERLAP_MINUTES = 10;

/**
 * Who was erased, kept outside the database: `DATA_DIR/erasures.jsonl`.
 * - So a restored backup, which brings erased people back, does not keep them.
 * - It has ids of customers alone. They lead to nobody once the customer is erased.
 * - Each process takes over from the audit trail what other processes erased.
 */
@Injectable()
export class ErasureJournal {
  private readonly logger = new Logger('ErasureJournal');
  private readonly file: string;
  private known: Map<string, DoneErasure> | null = null;
  /** Why it could not be written last; logged once, until it changes. */
  private failure = '';

  constructor(
    config: Config,
    private readonly database: Database,
    private readonly trail: AuditTrail,
  ) {
    this.file = join(resolve(config.DATA_DIR), 'erasures.jsonl');
  }

  /** Every erasure that is known, the latest of each customer. A line that is cut off is none. */
  async read(): Promise<readonly DoneErasure[]> {
    this.known ??= await this.load();
    return [...this.known.values()];
  }

  /** Takes over what the trail tells of. A disk that takes nothing is told in the log. */
  async keepUp(): Promise<void> {
    const known = new Map((await this.read()).map((erasure) => [erasure.id, erasure]));
    const newest =
      [...known.values()]
        .map(({ at }) => at)
        .sort()
        .at(-1) ?? null;
    const found = await this.trail.erasuresSince(this.database.db, newest, OVERLAP_MINUTES);
    const fresh = found.filter(({ id, items }) => !known.has(id) || (items && known.get(id)?.items === false));
    if (fresh.length === 0) return;
    try {
      await this.append(fresh);
      for (const erasure of fresh) this.known?.set(erasure.id, erasure);
      this.failure = '';
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const told = code ?? message;
      if (told !== this.failure)
        this.logger.error(`DATA_DIR cannot be written (${told}): a restored backup would bring erased people back`);
      this.failure = told;
    }
  }

  private async append(erasures: readonly DoneErasure[]): Promise<void> {
    makeFolder(dirname(this.file));
    const file = await open(this.file, 'a', 0o600);
    try {
      // The line break stands in front, so that a line that was cut off spoils none after it.
      await file.write(erasures.map((erasure) => `\n${JSON.stringify(erasure)}`).join(''));
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  private async load(): Promise<Map<string, DoneErasure>> {
    const text = await readFile(this.file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return '';
    });
    const found = text.split('\n').flatMap(parse);
    return new Map(found.map((erasure) => [erasure.id, erasure]));
  }
}

function parse(line: string): DoneErasure[] {
  try {
    const { id, items, at } = JSON.parse(line) as Partial<DoneErasure>;
    const isWhole = /^[0-9a-f-]{36}$/.test(id ?? '') && typeof items === 'boolean' && /^\d{4}-.*Z$/.test(at ?? '');
    return isWhole ? [{ id: id as string, items: items as boolean, at: at as string }] : [];
  } catch {
    return [];
  }
}
