import { Injectable } from '@nestjs/common';
import { Batcher } from '../../database/batcher.js';
import { Database } from '../../database/database.js';
import { AFTER_ALL_IDS, readBatches } from '../../database/pages.js';
import { STREAMING, type Terms } from '../../database/terms.js';
import type { CustomerStatement, StatementOrder } from '../order.js';
import { customerStatements } from '../sql/customer-statements.js';

/** At most `limit` orders before the order `before`, of the customer with this E.164 number. */
interface Asked {
  readonly phone: string;
  readonly before: string;
  readonly limit: number;
}

/**
 * Orders of a statement that may be read together with others. Longer ones would keep short ones
 * waiting.
 */
const SHARED_MOST = 100;

/**
 * Four batches in flight, since most of the work is PostgreSQL's: a tenth more than two (measured
 * on two cores).
 */
const LIMITS = { maxBatchSize: 64, maxInFlight: 4 };

/** Customers' statements, found by phone number. */
@Injectable()
export class StatementsRepository {
  private readonly batcher = new Batcher(
    (asked: readonly Asked[], terms: Terms) => this.read(asked, { ...terms, lane: 'reading', replica: true }),
    LIMITS,
    undefined,
    customerStatements.name,
  );

  constructor(private readonly database: Database) {}

  /**
   * The newest orders before the order `before`, at most `limit`; null when no customer has that
   * number.
   * The cost does not grow with the history.
   */
  async page(phone: string, before: string, limit: number): Promise<CustomerStatement | null> {
    const asked = { phone, before, limit };
    if (limit <= SHARED_MOST) return this.batcher.load(asked);
    const [statement] = await this.read([asked], { lane: 'reading', replica: true });
    return statement ?? null;
  }

  /** All orders of the customer with that number, in batches. */
  batches(phone: string): AsyncGenerator<readonly StatementOrder[]> {
    return readBatches(
      AFTER_ALL_IDS,
      (order: StatementOrder) => order.id,
      async (before, limit) => (await this.read([{ phone, before, limit }], STREAMING))[0]?.orders ?? [],
    );
  }

  private read(asked: readonly Asked[], terms: Terms): Promise<readonly (CustomerStatement | null)[]> {
    return this.database.runBatch(customerStatements, asked, terms);
  }
}
