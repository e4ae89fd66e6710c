import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor.js';
import { Database } from '../database/database.js';
import { AuditTrail } from '../events/audit-trail.js';
import { type SmsPrice, SmsPrices } from '../notifications/sms-prices.js';
import { type Import, type ImportRow, ROW_STATES, type RowState } from './import.js';
import { ImportRowsRepository } from './import-rows.repository.js';
import { ImportRunner } from './import-runner.js';
import { ImportStarted, ImportUnknown } from './imports.errors.js';
import { ImportsRepository } from './imports.repository.js';

/** Imports that the list shows. */
const LISTED = 10;

const WRONG_A_BATCH = 1_000;

/** An import, and how its rows stand. */
export interface ImportView {
  readonly import: Import;
  readonly counts: Readonly<Record<RowState, number>>;
  /** What the SMS of the new orders may cost. */
  readonly price: SmsPrice;
}

/** Some rows of an import. */
export interface RowsPage {
  readonly rows: readonly ImportRow[];
  /** The position that the next page comes after; null on the last one. */
  readonly next: number | null;
}

/** Imports as people see and start them. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportsRepository,
    private readonly rows: ImportRowsRepository,
    private readonly runner: ImportRunner,
    private readonly prices: SmsPrices,
    private readonly trail: AuditTrail,
  ) {}

  /** The newest, newest first. They are kept for a day. */
  newest(): Promise<Import[]> {
    return this.imports.newest(this.database.db, LISTED);
  }

  /**
   * An import that was started and is not over goes on by this.
   * @throws ImportUnknown
   */
  async view(id: string): Promise<ImportView> {
    const found = await this.imports.byId(this.database.db, id);
    if (found === null) throw new ImportUnknown();
    if (found.started_at !== null && found.ended_at === null) this.runner.run(id);
    const counted = await this.rows.counts(this.database.db, id);
    const count = (state: RowState) => counted.find((each) => each.state === state)?.rows ?? 0;
    const counts = Object.fromEntries(ROW_STATES.map((state) => [state, count(state)])) as ImportView['counts'];
    const segments = counted.find(({ state }) => state === 'new')?.segments ?? 0;
    return { import: found, counts, price: await this.prices.estimate(segments) };
  }

  /** Rows after a position, at most `limit`. @param state null for any */
  async page(id: string, after: number, state: RowState | null, limit: number): Promise<RowsPage> {
    const rows = await this.rows.page(this.database.db, id, after, state, limit + 1);
    const shown = rows.slice(0, limit);
    return { rows: shown, next: rows.length > limit ? (shown.at(-1)?.position ?? null) : null };
  }

  /** Every row that is wrong, in batches. */
  async *wrongRows(id: string): AsyncGenerator<readonly ImportRow[]> {
    for (let after: number | null = 0; after !== null; ) {
      const { rows, next } = await this.page(id, after, 'wrong', WRONG_A_BATCH);
      yield rows;
      after = next;
    }
  }

  /**
   * Has the new rows written, in the background. To start it again changes nothing.
   * @param notify whether the customers of the orders get an SMS
   * @throws ImportUnknown, ImportStarted when somebody else did it before
   */
  async start(id: string, notify: boolean, actor: Actor): Promise<void> {
    await this.database.write(async (tx) => {
      const started = await this.imports.start(tx, id, notify, actor);
      if (started === null) return this.requireOwn(await this.imports.byId(tx, id), actor);
      const changes = {
        table: { before: null, after: started.kind },
        rows: { before: null, after: started.rows_asked },
      };
      const subject = { kind: 'table', id: null } as const;
      await this.trail.record(tx, { actor, action: 'table-imported', subject, changes });
    });
    this.runner.run(id);
  }

  private requireOwn(found: Import | null, { id }: Actor): void {
    if (found === null) throw new ImportUnknown();
    if (found.started_by !== null && found.started_by !== id) throw new ImportStarted();
  }
}
