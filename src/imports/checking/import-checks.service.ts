import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { ImportedCustomersRepository } from '../../customers/importing/imported-customers.repository.js';
import { Database } from '../../database/database.js';
import { makeId } from '../../database/ids.js';
import { ImportedOrdersService } from '../../orders/importing/imported-orders.service.js';
import { Phones } from '../../phones/phones.js';
import type { CheckedRow, ImportKind } from '../import.js';
import { ImportRowsRepository } from '../import-rows.repository.js';
import { ImportsRepository } from '../imports.repository.js';
import { findTable } from '../reading/columns.js';
import { type ReadRow, type RowReading, readRow } from '../reading/read-row.js';
import { readTable, type TableRow } from '../reading/table-file.js';
import { checkCustomers } from './check-customers.js';
import { checkOrders, keysOf } from './check-orders.js';

/** Rows that are read before other requests have their turn. They take some 20 ms. */
const ROWS_A_TURN = 250;

/** A file as somebody sent it. */
export interface SentFile {
  readonly kind: ImportKind;
  readonly bytes: Buffer;
  /** The label of its charset, such as `utf-8`. */
  readonly charset: string;
}

/** Step 1 of an import: says of each row of a file how it stands. */
@Injectable()
export class ImportChecksService {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportsRepository,
    private readonly rows: ImportRowsRepository,
    private readonly customers: ImportedCustomersRepository,
    private readonly orders: ImportedOrdersService,
    private readonly phones: Phones,
    private readonly config: Config,
  ) {}

  /**
   * Checks a file and keeps what was found. No customer or order is written.
   * @returns the id of the import
   * @throws FileUnreadable, CharsetUnknown
   */
  async check({ kind, bytes, charset }: SentFile, madeBy: string): Promise<string> {
    const { columns, rows: written } = findTable(kind, readTable(bytes, charset));
    const reading = { kind, columns, phones: this.phones, currency: this.config.CURRENCY };
    const rows = await readRows(written, reading);
    const checked = kind === 'customers' ? await this.checkCustomers(rows) : await this.checkOrders(rows);
    const id = makeId();
    await this.database.write(async (tx) => {
      await this.imports.insert(tx, { id, kind, columns: { read: columns.read, unread: columns.unread }, madeBy });
      await this.rows.insert(tx, id, checked);
    });
    return id;
  }

  private async checkCustomers(rows: readonly ReadRow[]): Promise<CheckedRow[]> {
    const { db } = this.database;
    const [phones, codes] = [cellsOf(rows, 'phone'), cellsOf(rows, 'customer_code').map((code) => code.toUpperCase())];
    const [byPhone, byCode] = [await this.customers.byPhones(db, phones), await this.customers.byCodes(db, codes)];
    return checkCustomers(rows, { byPhone: byName(byPhone), byCode: byName(byCode) });
  }

  private async checkOrders(rows: readonly ReadRow[]): Promise<CheckedRow[]> {
    const keys = keysOf(rows);
    const numbers = cellsOf(rows, 'number').filter((number) => /^[1-9]\d{0,15}$/.test(number));
    const there = {
      byNumber: byName(await this.orders.byNumbers(numbers)),
      byKey: byName(await this.orders.byKeys([...new Set(keys.values())])),
      customers: byName(await this.customers.byPhones(this.database.db, cellsOf(rows, 'phone'))),
      countSegments: await this.orders.makeCounter(),
    };
    const checked: CheckedRow[] = checkOrders(rows, keys, there);
    return checked;
  }
}

async function readRows(rows: readonly TableRow[], reading: RowReading): Promise<ReadRow[]> {
  const read: ReadRow[] = [];
  for (const row of rows) {
    if (read.length % ROWS_A_TURN === 0) await nextTurn();
    read.push(readRow(row, reading));
  }
  return read;
}

/** What the rows have in a column, each once. */
const cellsOf = (rows: readonly ReadRow[], column: keyof ReadRow['cells']): string[] => [
  ...new Set(rows.flatMap(({ cells }) => cells[column] ?? [])),
];

const byName = <Named extends { readonly named: string }>(all: readonly Named[]): ReadonlyMap<string, Named> =>
  new Map(all.map((each) => [each.named, each]));
