import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { isUnavailable } from '../../database/failures.js';
import type { SendOutcome } from '../carrier/sms.gateway.js';
import { DeliveryReportsService } from '../reports/delivery-reports.service.js';
import type { ClaimedRow } from './claimed-row.js';
import { OutboxRepository } from './outbox.repository.js';
import { OutcomesRepository } from './outcomes.repository.js';
import { SenderState } from './sender-state.js';

const TRIES = 60;
const TRY_AGAIN_MS = 500;

/** Draws the consequences of what the carrier answered. */
@Injectable()
export class OutcomesService {
  private readonly logger = new Logger('SenderState');

  constructor(
    private readonly outcomes: OutcomesRepository,
    private readonly outbox: OutboxRepository,
    private readonly reports: DeliveryReportsService,
    private readonly sending: SenderState,
    private readonly config: Config,
  ) {}

  /** Writes the outcome down, however long the database is away (30 s at most: by then the lease has made the text `unknown`). */
  async record(row: ClaimedRow, outcome: SendOutcome): Promise<void> {
    this.judge(outcome);
    for (let tries = 1; ; tries++) {
      try {
        await this.write(row, outcome);
        return;
      } catch (error) {
        if (tries === TRIES || !isUnavailable(error)) throw error;
        await delay(TRY_AGAIN_MS);
      }
    }
  }

  /** What the outcome says of the carrier. A number that cannot be routed says nothing bad of it. */
  private judge(outcome: SendOutcome): void {
    const { circuit } = this.sending;
    const now = this.sending.now();
    this.sending.count(outcome);
    if (outcome.kind === 'halted') circuit.halted(outcome.reason, now);
    else if (outcome.kind === 'unreachable' || outcome.kind === 'unknown') circuit.failed(outcome.reason, now);
    else if (outcome.kind === 'deferred' && outcome.mostAttempts === undefined)
      circuit.failed(outcome.reason, now, outcome.retryAfterSeconds);
    else circuit.succeeded();
  }

  private async write(row: ClaimedRow, outcome: SendOutcome): Promise<void> {
    if (outcome.kind !== 'accepted') return this.sending.sparingly(() => this.writeRefusal(row, outcome));
    const ours = await this.outcomes.accept(row, outcome.messageId, outcome.charge);
    if (!ours) this.logger.warn(`text ${row.id} was accepted after another attempt had taken over; it is on the bill`);
    await this.reports.join(outcome.messageId);
  }

  private async writeRefusal(row: ClaimedRow, outcome: Exclude<SendOutcome, { kind: 'accepted' }>): Promise<void> {
    switch (outcome.kind) {
      case 'refused':
        return this.outcomes.fail(row, outcome.reason);
      case 'deferred': {
        const mostAttempts = Math.min(outcome.mostAttempts ?? this.config.SMS_MAX_ATTEMPTS, this.config.SMS_MAX_ATTEMPTS);
        const status = await this.outcomes.defer(row, outcome.reason, mostAttempts, outcome.retryAfterSeconds ?? 0);
        if (status === 'failed') this.logger.warn(`text ${row.id} failed after ${mostAttempts} attempts: ${outcome.reason}`);
        return;
      }
      case 'unreachable':
      case 'halted':
        return this.outbox.release([row.id], row.claim, outcome.reason);
      case 'unknown':
        await this.outcomes.lose(row, outcome.reason);
        return this.reports.adopt(row.phone);
    }
  }
}
