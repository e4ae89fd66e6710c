import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import pLimit from 'p-limit';
import { Config } from '../../config/config.js';
import { isRefused } from '../../database/failures.js';
import { ChangeSignal } from '../../events/change-signal.js';
import { idsOfNotification, LogLine } from '../../http/log/log-line.js';
import { DeliveryReportsService } from '../reports/delivery-reports.service.js';
import { SmsCounters } from '../sms-counters.js';
import type { KeptOutcome, WritableOutcome } from './kept-outcome.js';
import { KeptOutcomes } from './kept-outcomes.js';
import type { ClaimedRow } from './outbox.repository.js';
import { OutcomesRepository } from './outcomes.repository.js';
import type { SendOutcome } from './send-outcome.js';
import { SenderState } from './sender-state.js';

/** How often it is tried again where neither the database nor the disk takes an outcome. */
const TRY_AGAIN_MS = 500;

/** Connections for outcomes that are written one by one. The others are left to requests. */
const CONNECTIONS = 2;

/** Writes down what became of claimed notifications. Nobody else does. */
@Injectable()
export class OutcomesService {
  private readonly logger = new Logger('Sender');
  private readonly connections = pLimit(CONNECTIONS);
  /** Whether the database took no outcome when it was last tried. */
  private isAway = false;
  /** Why outcomes could not be kept last; logged once, until it changes. */
  private failure = '';

  constructor(
    private readonly outcomes: OutcomesRepository,
    private readonly reports: DeliveryReportsService,
    private readonly kept: KeptOutcomes,
    private readonly state: SenderState,
    private readonly counters: SmsCounters,
    private readonly config: Config,
    private readonly changes: ChangeSignal,
  ) {}

  /**
   * Writes the outcome down. While the database is away it is kept in a file, and written later.
   * - Meanwhile the lease makes the notification `unknown`. The outcome corrects that.
   * - Where the disk takes nothing either, it returns only when one of them does.
   * @throws what PostgreSQL says of values that it refuses
   */
  async record({ id, claim }: ClaimedRow, outcome: SendOutcome): Promise<void> {
    if (outcome.kind === 'superseded') return;
    this.counters.noteOutcome(outcome);
    if (outcome.kind !== 'withheld' && outcome.kind !== 'released') this.state.noteAnswer(outcome);
    const kept: KeptOutcome = { id, claim, outcome };
    while (!((await this.tryToWrite(kept)) || (await this.tryToKeep(kept)))) await delay(TRY_AGAIN_MS);
  }

  /**
   * Writes every kept outcome down. Those that were written before change nothing.
   * @throws what the database says, or NodeJS.ErrnoException
   */
  async replay(): Promise<void> {
    const written = await this.kept.replay((kept) => this.replayOne(kept));
    this.isAway = false;
    if (written > 0) this.logger.warn(`${written} outcomes that the database could not take before are written down`);
  }

  /** False when the database is away. While it is known to be, it is not asked. */
  private async tryToWrite(kept: KeptOutcome): Promise<boolean> {
    if (this.isAway && this.failure === '') return false;
    try {
      await this.write(kept);
      this.isAway = false;
      return true;
    } catch (error) {
      if (isRefused(error)) throw error;
      this.isAway = true;
      return false;
    }
  }

  private async tryToKeep(kept: KeptOutcome): Promise<boolean> {
    try {
      await this.kept.keep(kept);
      this.failure = '';
      return true;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (this.failure === '')
        this.logger.error(`outcomes wait in memory alone: DATA_DIR cannot be written (${code ?? message})`);
      this.failure = code ?? message;
      return false;
    }
  }

  private async replayOne(kept: KeptOutcome): Promise<void> {
    try {
      await this.write(kept);
    } catch (error) {
      if (!isRefused(error)) throw error;
      const words = `the database refuses what became of notification ${kept.id}: ${JSON.stringify(kept.outcome)}`;
      this.logger.error(new LogLine(words, idsOfNotification(kept)));
    }
  }

  private async write(kept: KeptOutcome): Promise<void> {
    const { outcome } = kept;
    await (outcome.kind === 'accepted'
      ? this.accept(kept, outcome)
      : this.connections(() => this.settle(kept, outcome)));
    this.changes.raise();
  }

  private async accept(
    held: KeptOutcome,
    { messageId, charge }: WritableOutcome & { kind: 'accepted' },
  ): Promise<void> {
    const isOurs = await this.outcomes.accept(held, messageId, charge);
    if (!isOurs) {
      const words = `notification ${held.id} was accepted after another attempt had taken over; it is on the bill`;
      this.logger.warn(new LogLine(words, idsOfNotification(held)));
    }
    await this.reports.join(messageId);
  }

  private async settle(held: KeptOutcome, outcome: Exclude<WritableOutcome, { kind: 'accepted' }>): Promise<void> {
    switch (outcome.kind) {
      case 'withheld':
      case 'refused':
        return this.outcomes.fail(held, outcome.reason);
      case 'released':
        return this.outcomes.release(held, outcome.reason, outcome.pauseSeconds);
      case 'unreachable':
      case 'halted':
        return this.outcomes.release(held, outcome.reason, 0);
      case 'deferred':
        return this.defer(held, outcome);
      case 'unknown': {
        const phone = await this.outcomes.lose(held, outcome.reason);
        return phone === null ? undefined : this.reports.adopt(phone);
      }
    }
  }

  private async defer(held: KeptOutcome, outcome: WritableOutcome & { kind: 'deferred' }): Promise<void> {
    const { SMS_MAX_ATTEMPTS } = this.config;
    const mostAttempts = Math.min(outcome.mostAttempts ?? SMS_MAX_ATTEMPTS, SMS_MAX_ATTEMPTS);
    const status = await this.outcomes.defer(held, outcome.reason, mostAttempts, outcome.retryAfterSeconds ?? 0);
    if (status !== 'failed') return;
    const words = `notification ${held.id} failed after ${mostAttempts} attempts: ${outcome.reason}`;
    this.logger.warn(new LogLine(words, idsOfNotification(held)));
  }
}
