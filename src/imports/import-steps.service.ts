import { Injectable } from '@nestjs/common';
import { ImportedCustomersRepository } from '../customers/importing/imported-customers.repository.js';
import { Database, type Tx } from '../database/database.js';
import { nameActor } from '../database/name-actor.js';
import { ImportedOrdersService } from '../orders/importing/imported-orders.service.js';
import type { Import } from './import.js';
import { ImportRowsRepository, type NewRow, type RowOutcome } from './import-rows.repository.js';
import { ImportsRepository } from './imports.repository.js';

/** Rows that one transaction writes. It takes some 50 ms. */
const ROWS_A_STEP = 250;

/** Step 2 of an import: writes rows, some at a time. */
@Injectable()
export class ImportStepsService {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportsRepository,
    private readonly rows: ImportRowsRepository,
    private readonly customers: ImportedCustomersRepository,
    private readonly orders: ImportedOrdersService,
  ) {}

  /**
   * Writes the next rows of an import that was started, and notes what became of them, in one
   * transaction. So an interruption loses nothing, and nothing is written twice.
   * - Several processes may do it at the same time. Each waits for the one before.
   * @returns how many rows it wrote or ended; 0 when there is nothing to do
   */
  async take(id: string): Promise<number> {
    const { taken, queued } = await this.database.write(async (tx) => {
      const running = await this.imports.lockRunning(tx, id);
      if (running === null) return { taken: 0, queued: false };
      const rows = await this.rows.firstNew(tx, id, ROWS_A_STEP);
      if (rows.length > 0) await this.write(tx, running, rows);
      if (rows.length < ROWS_A_STEP && (await this.isDone(tx, id))) await this.imports.end(tx, id);
      return { taken: Math.max(rows.length, 1), queued: running.notify };
    });
    if (queued) this.orders.announce();
    return taken;
  }

  /** A row whose fresh code was taken is new still. */
  private async isDone(tx: Tx, id: string): Promise<boolean> {
    return (await this.rows.firstNew(tx, id, 1)).length === 0;
  }

  private async write(tx: Tx, running: Import, rows: readonly NewRow[]): Promise<void> {
    const { started_by_kind: kind, started_by: userId } = running;
    const actor = { kind: kind ?? 'nobody', id: userId, via: 'import', requestId: '', address: null } as const;
    await nameActor(tx, actor);
    const outcomes =
      running.kind === 'customers'
        ? await this.makeCustomers(tx, rows)
        : await this.placeOrders(tx, rows, userId ?? '', running.notify);
    await this.rows.write(tx, running.id, outcomes);
  }

  private async makeCustomers(tx: Tx, rows: readonly NewRow[]): Promise<RowOutcome[]> {
    const asked = rows.map(({ position, cells: { name = '', phone = '' } }) => ({ position, name, phone }));
    const answers = await this.customers.insertNew(tx, asked);
    return answers.flatMap(({ position, made_id, holder_id }): RowOutcome[] => {
      if (made_id !== null) return [{ position, state: 'made', subject_id: made_id, faults: [] }];
      return holder_id === null ? [] : [{ position, state: 'known', subject_id: holder_id, faults: [] }];
    });
  }

  private async placeOrders(tx: Tx, rows: readonly NewRow[], userId: string, notify: boolean): Promise<RowOutcome[]> {
    const asked = rows.map(({ position, cells: { phone = '', item = '', amount = '' }, import_key }) => ({
      ...{ position, phone, item, amount, import_key: import_key ?? '' },
    }));
    const answers = await this.orders.place(tx, asked, userId, notify);
    return answers.flatMap(({ position, placed_id, earlier_id, customer_known }): RowOutcome[] => {
      if (placed_id !== null) return [{ position, state: 'made', subject_id: placed_id, faults: [] }];
      if (earlier_id !== null) return [{ position, state: 'known', subject_id: earlier_id, faults: [] }];
      if (customer_known) return [];
      // The customer was erased or got another number since the file was checked.
      return [{ position, state: 'wrong', subject_id: null, faults: [{ column: 'phone', code: 'no-customer' }] }];
    });
  }
}
