import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Batcher } from '../../database/batcher.js';
import { OutcomeUnknown } from '../../database/database.errors.js';
import { Database, type Db } from '../../database/database.js';
import { isUnavailable } from '../../database/failures.js';
import { makeId } from '../../database/ids.js';
import { Prepared } from '../../database/prepared.js';
import { inMs } from '../../database/terms.js';
import type { PlacedRow } from '../order.js';
import { OrderUnsettled } from '../orders.errors.js';
import { placeMany } from '../sql/place-many.js';
import { type KeyedAnswer, placeOnce } from '../sql/place-once.js';
import { placeOne } from '../sql/place-one.js';
import { hashRequest, type Placement } from './placement.js';

const strangersKey = new Prepared<{ used: boolean }>(
  'orders_strangers_key',
  'select exists (select from orders where idempotency_key = $1 and created_by is null) as used',
);
/** How long a missing answer is asked for again. A request is answered within 5 s. */
const ASK_AGAIN_MS = 3_200;
const PAUSE_MS = 100;

/** A placement as the statements take it, with the ids that it will have. */
interface Asked {
  readonly id: string;
  readonly sms_id: string;
  readonly code: string | null;
  readonly phone: string | null;
  readonly item: string;
  readonly amount: string;
  readonly currency: string;
  readonly created_by: string | null;
  readonly idempotency_key: string | null;
  readonly request_hash: string | null;
  readonly notify: boolean;
}

/**
 * Orders as they are placed. Placements made at the same time share a statement.
 * - Those with keys and those without go apart. Without a key nobody waits for a key that another
 *   transaction
 *   holds, and PostgreSQL takes a tenth less time for 64 of them.
 * - One that is alone has a statement of its own: as JSON it would take a fourteenth longer.
 */
@Injectable()
export class PlacementsRepository {
  private readonly unkeyed: Batcher<Asked, PlacedRow | null>;
  private readonly keyed: Batcher<Asked, KeyedAnswer>;

  constructor(private readonly database: Database) {
    this.unkeyed = new Batcher(
      async (asked, terms) => {
        if (asked.length > 1) return database.runBatch(placeMany, asked, { ...terms, lane: 'writing' });
        const [row] = await database.run(placeOne, asked.flatMap(toValues), { ...terms, lane: 'writing' });
        return [row?.answer ?? null];
      },
      undefined,
      nameCustomer,
      'orders_place',
    );
    this.keyed = new Batcher(
      (asked, terms) => database.runBatch(placeOnce, asked, { ...terms, lane: 'writing' }),
      undefined,
      nameCustomer,
      'orders_place_once',
    );
  }

  /**
   * Inserts the order and queues its notification, once per key and caller; null when there is no
   * such customer.
   */
  async insert(placement: Placement): Promise<PlacedRow | 'other-order' | null> {
    if (placement.idempotencyKey !== null) return this.insertOnce(placement);
    return this.unkeyed.load(toAsked(placement, null));
  }

  /** Whether a caller without a token used the key before. By `orders_idempotency_key`. */
  async isStrangersKey(key: string): Promise<boolean> {
    const [row] = await this.database.run(strangersKey, [key]);
    return row?.used ?? false;
  }

  /** The number after that of the newest order. By `orders_number_key`. */
  async nextNumber(db: Db): Promise<string> {
    const [row] = await db.query<{ next: string }[]>('select (coalesce(max(number), 0) + 1)::text as next from orders');
    return row?.next ?? '1';
  }

  private async insertOnce(placement: Placement): Promise<PlacedRow | 'other-order' | null> {
    const hash = hashRequest(placement);
    const asked = toAsked(placement, hash);
    let placed = await this.loadKeyed(asked);
    // Another placement with the key may commit while ours waits for it. Only a second statement
    // sees that one.
    if (placed.id === null && placed.customer_known) placed = await this.loadKeyed(asked);
    if (placed.id === null) return null;
    return placed.request_hash === hash ? placed : 'other-order';
  }

  /**
   * Asks again when the answer is missing, which the key makes safe, until the database is back.
   * @throws OrderUnsettled when it is not back in time, OutcomeUnknown when it stays silent
   */
  private async loadKeyed(asked: Asked): Promise<KeyedAnswer> {
    const until = inMs(ASK_AGAIN_MS);
    try {
      return await this.keyed.load(asked);
    } catch (unknown) {
      if (!(unknown instanceof OutcomeUnknown) || unknown.silent) throw unknown;
      while (performance.now() < until) {
        await delay(PAUSE_MS);
        const placed = await this.keyed.load(asked).catch((error) => {
          if (!isUnavailable(error)) throw error;
        });
        if (placed !== undefined) return placed;
      }
      throw new OrderUnsettled(unknown.cause);
    }
  }
}

/** An order waits for the row of its customer, which others may have locked. */
const nameCustomer = ({ code, phone }: Asked): string | null => code ?? phone;

const toAsked = (
  { recipient, item, amount, currency, createdBy, idempotencyKey, notify }: Placement,
  hash: string | null,
): Asked => ({
  id: makeId(),
  sms_id: makeId(),
  code: recipient.code,
  phone: recipient.phone,
  item,
  amount,
  currency,
  created_by: createdBy,
  idempotency_key: idempotencyKey,
  request_hash: hash,
  notify,
});

/** The values of {@link placeOne}. */
const toValues = ({
  id,
  sms_id,
  code,
  phone,
  item,
  amount,
  currency,
  created_by,
  notify,
}: Asked): readonly (string | boolean | null)[] => {
  return [id, sms_id, code, phone, item, amount, currency, created_by, notify];
};
