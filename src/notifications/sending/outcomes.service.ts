import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import pLimit from 'p-limit';
import { Config } from '../../config/config.js';
import { isUnavailable } from '../../database/failures.js';
import { DeliveryReportsService } from '../reports/delivery-reports.service.js';
import type { ClaimedRow } from './outbox.repository.js';
import { OutcomesRepository } from './outcomes.repository.js';
import type { SendOutcome } from './sender.js';
import { SenderState } from './sender-state.js';

/** How long it is tried to write an outcome down while the database is away, and how often. */
const PATIENCE_MS = 30_000;
const TRY_AGAIN_MS = 500;

/** Connections for outcomes that are written one by one. The others are left to requests. */
const CONNECTIONS = 2;

/** Writes down what became of claimed notifications. Nobody else does. */
@Injectable()
export class OutcomesService {
  private readonly logger = new Logger('Sender');
  private readonly connections = pLimit(CONNECTIONS);

  constructor(
    private readonly outcomes: OutcomesRepository,
    private readonly reports: DeliveryReportsService,
    private readonly state: SenderState,
    private readonly config: Config,
  ) {}

  /**
   * Writes the outcome down, and tries again while the database is away, for 30 s at most.
   * - By then the lease has made the notification `unknown`.
   * - One that is released is tried once: the lease gives it back as well.
   */
  async record(row: ClaimedRow, outcome: SendOutcome): Promise<void> {
    if (outcome.kind === 'superseded') return;
    if (outcome.kind !== 'withheld' && outcome.kind !== 'released') this.state.noteAnswer(outcome);
    const deadline = outcome.kind === 'released' ? 0 : this.state.now() + PATIENCE_MS;
    for (;;) {
      try {
        if (outcome.kind === 'accepted') await this.accept(row, outcome);
        else await this.connections(() => this.write(row, outcome));
        return;
      } catch (error) {
        if (this.state.now() > deadline || !isUnavailable(error)) throw error;
        await delay(TRY_AGAIN_MS);
      }
    }
  }

  private async accept(row: ClaimedRow, { messageId, charge }: SendOutcome & { kind: 'accepted' }): Promise<void> {
    const isOurs = await this.outcomes.accept(row, messageId, charge);
    if (!isOurs)
      this.logger.warn(`notification ${row.id} was accepted after another attempt had taken over; it is on the bill`);
    await this.reports.join(messageId);
  }

  private async write(
    row: ClaimedRow,
    outcome: Exclude<SendOutcome, { kind: 'accepted' | 'superseded' }>,
  ): Promise<void> {
    switch (outcome.kind) {
      case 'withheld':
      case 'refused':
        return this.outcomes.fail(row, outcome.reason);
      case 'released':
        return this.outcomes.release(row, outcome.reason, outcome.pauseSeconds);
      case 'unreachable':
      case 'halted':
        return this.outcomes.release(row, outcome.reason, 0);
      case 'deferred':
        return this.defer(row, outcome);
      case 'unknown':
        await this.outcomes.lose(row, outcome.reason);
        return this.reports.adopt(row.phone);
    }
  }

  private async defer(row: ClaimedRow, outcome: SendOutcome & { kind: 'deferred' }): Promise<void> {
    const { SMS_MAX_ATTEMPTS } = this.config;
    const mostAttempts = Math.min(outcome.mostAttempts ?? SMS_MAX_ATTEMPTS, SMS_MAX_ATTEMPTS);
    const status = await this.outcomes.defer(row, outcome.reason, mostAttempts, outcome.retryAfterSeconds ?? 0);
    if (status === 'failed')
      this.logger.warn(`notification ${row.id} failed after ${mostAttempts} attempts: ${outcome.reason}`);
  }
}
