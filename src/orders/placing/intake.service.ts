import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { CustomerUnknown } from '../../customers/customers.errors.js';
import { CustomersService } from '../../customers/customers.service.js';
import type { Tx } from '../../database/database.js';
import { sha256 } from '../../digests.js';
import { Phones } from '../../phones/phones.js';
import { type Quota, Quotas } from '../../quotas/quotas.js';
import type { PlacedOrder } from '../order.js';
import { type OrderRequest, OrdersService } from '../orders.service.js';
import { PlacementsRepository } from './placements.repository.js';

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;
const LOOK_MS = 100;
const LOOKS_MOST = 20;

/** Takes orders from callers without a token (OPEN_INTAKE), within limits. */
@Injectable()
export class IntakeService {
  constructor(
    private readonly orders: OrdersService,
    private readonly customers: CustomersService,
    private readonly placements: PlacementsRepository,
    private readonly phones: Phones,
    private readonly quotas: Quotas,
    private readonly config: Config,
  ) {}

  /**
   * Places a stranger's order. A replay counts nowhere.
   * @param source where the caller comes from. A key of another source is another key.
   * @throws QuotaSpent, and what {@link OrdersService.place} throws
   */
  async take(request: OrderRequest, source: string, key: string | null): Promise<PlacedOrder> {
    const scopedKey = key === null ? null : scopeKey(source, key);
    if (await this.isUsed(scopedKey)) return this.orders.place(request, null, scopedKey);
    const quotas = this.limit(await this.findPhone(request));
    try {
      await this.quotas.take(quotas);
    } catch (error) {
      // The same request may be under way in another connection, and count there.
      if (!(await this.becomesUsed(scopedKey))) throw error;
      return this.orders.place(request, null, scopedKey);
    }
    let placed: PlacedOrder | undefined;
    try {
      placed = await this.orders.place(request, null, scopedKey);
      return placed;
    } finally {
      if (placed === undefined || placed.replayed) await this.quotas.giveBack(quotas);
    }
  }

  /** Forgets what was counted for these numbers (E.164). */
  async forget(tx: Tx, phones: readonly string[]): Promise<void> {
    await this.quotas.forget(tx, phones.map(namePhone));
  }

  private async isUsed(key: string | null): Promise<boolean> {
    return key !== null && this.placements.isStrangersKey(key);
  }

  /** Whether an order with the key is there within 2 s. */
  private async becomesUsed(key: string | null): Promise<boolean> {
    for (let looks = 0; key !== null && looks < LOOKS_MOST; looks++) {
      if (await this.isUsed(key)) return true;
      await delay(LOOK_MS);
    }
    return false;
  }

  private async findPhone({ phone, customer_code }: OrderRequest): Promise<string> {
    if (phone !== undefined) return this.phones.readValid(phone, 'phone');
    const customer = await this.customers.byCode(customer_code ?? '');
    if (customer.phone === null) throw new CustomerUnknown();
    return customer.phone;
  }

  private limit(phone: string): Quota[] {
    const { INTAKE_PER_PHONE_HOUR, INTAKE_PER_PHONE_DAY, INTAKE_PER_DAY } = this.config;
    const ofPhone = namePhone(phone);
    const inHour = `Without a token ${INTAKE_PER_PHONE_HOUR} orders an hour are taken for one phone number.`;
    const inDay = `Without a token ${INTAKE_PER_PHONE_DAY} orders a day are taken for one phone number.`;
    const ofAll = 'No more orders without a token are taken today. Ask the shop to place the order.';
    return [
      { source: ofPhone, spanSeconds: HOUR_SECONDS, most: INTAKE_PER_PHONE_HOUR, sentence: inHour },
      { source: ofPhone, spanSeconds: DAY_SECONDS, most: INTAKE_PER_PHONE_DAY, sentence: inDay },
      { source: 'intake', spanSeconds: DAY_SECONDS, most: INTAKE_PER_DAY, sentence: ofAll },
    ];
  }
}

/** What the quotas know a phone number by: 22 characters of a digest, 132 bits. */
const namePhone = (phone: string): string => `intake:phone:${sha256(phone).toString('base64url').slice(0, 22)}`;

/** A key that no caller from elsewhere can have, whatever key that one sends. */
const scopeKey = (source: string, key: string): string =>
  `stranger:${sha256(JSON.stringify([source, key])).toString('base64url')}`;
