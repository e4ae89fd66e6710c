import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { isUnavailable } from '../../database/failures.js';
import { PlacedOrders } from '../../orders/placed-orders.js';
import { DeliveryReportsService } from '../reports/delivery-reports.service.js';
import { Budget } from './budget.js';
import type { ClaimedRow } from './claimed-row.js';
import { OutboxRepository } from './outbox.repository.js';
import { Sender } from './sender.js';
import { SenderState } from './sender-state.js';
import { WakeUpSignal } from './wake-up-signal.js';

/** How often the queue is looked at without being told to. */
const POLL_MS = 500;
/** Least pause between two looks: orders in a crowd share one. */
const GAP_MS = 40;
const EXPIRE_MS = 1_000;
/** Texts claimed for each that may be on its way at one time: while some are written down, the next are at hand. */
const CLAIMED = 1.5;

/** Takes queued texts to the carrier, beside any number of other processes that do the same. */
@Injectable()
export class Dispatcher implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Dispatcher');
  private readonly bell = new WakeUpSignal();
  private readonly stopping = new AbortController();
  private readonly underWay = new Set<Promise<void>>();
  private running: Promise<void> = Promise.resolve();
  /** Whether a place that becomes free is worth another look. */
  private backlog = false;
  private expiredAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly outbox: OutboxRepository,
    private readonly courier: Sender,
    private readonly budget: Budget,
    private readonly reports: DeliveryReportsService,
    private readonly sending: SenderState,
    private readonly placedOrders: PlacedOrders,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    setMaxListeners(0, this.stopping.signal);
    if (this.config.ROLE === 'api') return;
    const unsubscribe = this.placedOrders.subscribe(() => this.nudge());
    this.running = this.run().finally(unsubscribe);
  }

  /** Claims no more, and waits for the calls under way, which end by their own time-out. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    this.bell.ring();
    await this.running;
    await Promise.all(this.underWay);
  }

  /** There is something to send. */
  nudge(): void {
    this.bell.ring();
  }

  private async run(): Promise<void> {
    for (let away = false; !this.stopping.signal.aborted; ) {
      try {
        await this.expire();
        await this.round();
        away = false;
      } catch (error) {
        if (!away) this.logger.warn(`the queue could not be read${isUnavailable(error) ? '' : `: ${error}`}`);
        away = true;
      }
      await delay(GAP_MS);
      await this.bell.sleep(POLL_MS);
    }
  }

  private async round(): Promise<void> {
    const now = this.sending.now();
    const free = Math.min(Math.ceil(this.config.SMS_CONCURRENCY * CLAIMED) - this.underWay.size, this.courier.pace.room(now));
    const admitted = this.sending.circuit.admits(Math.max(free, 0), now);
    this.backlog = true;
    if (admitted === 0) return;
    const paid = await this.budget.admits(admitted);
    this.sending.budgetSpent(paid === 0 && this.underWay.size === 0);
    if (paid === 0) return;
    const rows = await this.outbox.claim(paid, randomUUID(), this.courier.leaseSeconds);
    for (const row of rows) this.start(row);
    this.backlog = rows.length === paid;
    if (this.backlog) this.bell.ring();
  }

  private start(row: ClaimedRow): void {
    const carried = this.courier.carry(row, this.stopping.signal).catch((error) => {
      this.logger.warn(`text ${row.id} is left to its lease: ${isUnavailable(error) ? 'the database is away' : error}`);
    });
    this.underWay.add(carried);
    carried.finally(() => {
      this.underWay.delete(carried);
      if (this.backlog) this.bell.ring();
    });
  }

  private async expire(): Promise<void> {
    if (this.sending.now() - this.expiredAt < EXPIRE_MS) return;
    this.expiredAt = this.sending.now();
    const expired = await this.outbox.expire();
    if (expired.length > 0) this.logger.warn(`${expired.length} texts were left behind by a worker that is gone`);
    for (const { status, phone } of expired) if (status === 'unknown') await this.reports.adopt(phone);
  }
}
