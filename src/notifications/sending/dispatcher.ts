import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { isUnavailable } from '../../database/failures.js';
import { idsOfNotification, LogLine } from '../../http/log/log-line.js';
import { type Draft, NotificationWriters } from '../notification-writer.js';
import { DeliveryReportsService } from '../reports/delivery-reports.service.js';
import { Budget } from './budget.js';
import { KeptOutcomes } from './kept-outcomes.js';
import { type ClaimedRow, OutboxRepository } from './outbox.repository.js';
import { OutcomesService } from './outcomes.service.js';
import { RestoreGuard } from './restore-guard.js';
import { FAULT_PAUSE_SECONDS, type SendOutcome } from './send-outcome.js';
import { Sender } from './sender.js';
import { SenderState } from './sender-state.js';
import { WakeUpSignal } from './wake-up-signal.js';

/** How often the queue is looked at without a signal. */
const POLL_MS = 500;
/** Least pause between two looks: orders that are placed at the same time share one. */
const GAP_MS = 40;
/** How often expired leases are looked for. */
const EXPIRE_MS = 1_000;
/**
 * Notifications claimed for each that may be on its way at one time: while some are written down,
 * the next are at hand.
 */
const CLAIMED = 1.5;

/** What becomes of a notification whose writer failed. */
const UNWRITTEN: SendOutcome = {
  kind: 'released',
  reason: 'it could not be written',
  pauseSeconds: FAULT_PAUSE_SECONDS,
};

/**
 * Claims queued notifications and has them sent, beside any number of other processes that do the
 * same.
 */
@Injectable()
export class Dispatcher implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Dispatcher');
  private readonly stopping = new AbortController();
  private readonly underWay = new Set<Promise<void>>();
  private running: Promise<void> = Promise.resolve();
  /** Whether more may be queued than the last look could take. */
  private hasBacklog = false;
  /** Why writers failed last; logged once, until it changes. */
  private failure = '';
  private expiredAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly outbox: OutboxRepository,
    private readonly writers: NotificationWriters,
    private readonly sender: Sender,
    private readonly outcomes: OutcomesService,
    private readonly kept: KeptOutcomes,
    private readonly guard: RestoreGuard,
    private readonly budget: Budget,
    private readonly reports: DeliveryReportsService,
    private readonly state: SenderState,
    private readonly wakeUpSignal: WakeUpSignal,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    setMaxListeners(0, this.stopping.signal);
    if (this.config.ROLE !== 'api') this.running = this.run();
  }

  /** Claims no more, and waits for the calls to the carrier, which end by their own time-out. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    this.wakeUpSignal.raise();
    await this.running;
    await Promise.all(this.underWay);
  }

  private async run(): Promise<void> {
    for (let away = false; !this.stopping.signal.aborted; ) {
      try {
        await this.guard.check();
        await this.expireLeases();
        await this.sendDue();
        away = false;
      } catch (error) {
        if (!away) this.logger.warn(`the queue could not be read${isUnavailable(error) ? '' : `: ${error}`}`);
        away = true;
      }
      await delay(GAP_MS);
      await this.wakeUpSignal.sleep(POLL_MS);
    }
  }

  private async sendDue(): Promise<void> {
    const free = Math.min(
      Math.ceil(this.config.SMS_CONCURRENCY * CLAIMED) - this.underWay.size,
      this.sender.countFree(),
    );
    const admitted = this.state.circuit.admits(Math.max(free, 0), this.state.now());
    this.hasBacklog = true;
    if (admitted === 0 || this.kept.isFull) return;
    const paid = await this.budget.admits(admitted);
    if (paid === 0) return;
    const { leaseSeconds } = this.sender;
    const rows = await this.outbox.claim(paid, randomUUID(), leaseSeconds, this.writers.kinds, this.guard.claims);
    const drafts = await this.prepare(rows);
    for (const [i, row] of rows.entries()) this.start(row, drafts[i] ?? null);
    this.hasBacklog = rows.length === paid && !drafts.includes(null);
    if (this.hasBacklog) this.wakeUpSignal.raise();
  }

  /** Keeps that they were claimed, while they are written. */
  private async prepare([first, ...others]: readonly ClaimedRow[]): Promise<readonly (Draft | null)[]> {
    if (first === undefined) return [];
    const mark = { claims: Number(first.claims), seenAt: first.claimed_at };
    const [drafts] = await Promise.all([this.write([first, ...others]), this.guard.note(mark)]);
    return drafts;
  }

  /** What the notifications say; null for each that cannot be written now. */
  private async write(rows: readonly ClaimedRow[]): Promise<readonly (Draft | null)[]> {
    const failures: string[] = [];
    const drafts = await this.writers.write(rows, (error, kind) => {
      failures.push(`${kind} cannot be written: ${isUnavailable(error) ? 'the database is away' : error}`);
    });
    const told = failures.join('; ');
    if (told !== '' && told !== this.failure) this.logger.warn(told);
    this.failure = told;
    return drafts;
  }

  private start(row: ClaimedRow, draft: Draft | null): void {
    const carried = this.carry(row, draft).catch((error) => {
      const cause = isUnavailable(error) ? 'the database is away' : error;
      this.logger.warn(new LogLine(`notification ${row.id} is left to its lease: ${cause}`, idsOfNotification(row)));
    });
    this.underWay.add(carried);
    carried.finally(() => {
      this.underWay.delete(carried);
      if (this.hasBacklog) this.wakeUpSignal.raise();
    });
  }

  private async carry(row: ClaimedRow, draft: Draft | null): Promise<void> {
    const outcome = draft === null ? UNWRITTEN : await this.sender.send(row, draft, this.stopping.signal);
    await this.outcomes.record(row, outcome);
  }

  private async expireLeases(): Promise<void> {
    if (this.state.now() - this.expiredAt < EXPIRE_MS) return;
    this.expiredAt = this.state.now();
    const expired = await this.outbox.expire();
    if (expired.length > 0)
      this.logger.warn(`${expired.length} notifications were left behind by a worker that is gone`);
    for (const { status, phone } of expired) if (status === 'unknown') await this.reports.adopt(phone);
  }
}
