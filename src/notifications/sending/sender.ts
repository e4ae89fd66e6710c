import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import pLimit, { type LimitFunction } from 'p-limit';
import { Config } from '../../config/config.js';
import { type Notice, orderNotice } from '../../orders/placing/order-notice.js';
import { type SendOutcome, SmsGateway } from '../carrier/sms.gateway.js';
import type { ClaimedRow } from './claimed-row.js';
import { OutboxRepository } from './outbox.repository.js';
import { OutcomesRepository } from './outcomes.repository.js';
import { OutcomesService } from './outcomes.service.js';
import { RateLimiter } from './rate-limiter.js';
import { SendPolicy } from './send-policy.js';
import { SenderState } from './sender-state.js';

/** What a lease leaves, beside the carrier's time-out, for writing the outcome down. */
const LEASE_SPARE_SECONDS = 4;

/** Takes one claimed text to the carrier and writes down what became of it. */
@Injectable()
export class Sender {
  /** When texts are written down as going out. */
  readonly pace: RateLimiter;
  /** When they do go out: the same, unless the database was slow and let go of several at once. */
  private readonly wire: RateLimiter;
  readonly leaseSeconds: number;
  /** Texts on their way to the carrier; the others that this process has claimed wait here, or are being written down. */
  private readonly lines: LimitFunction;

  constructor(
    private readonly outbox: OutboxRepository,
    private readonly outcomes: OutcomesRepository,
    private readonly outcomesService: OutcomesService,
    private readonly gateway: SmsGateway,
    private readonly door: SendPolicy,
    private readonly sending: SenderState,
    private readonly config: Config,
  ) {
    this.pace = new RateLimiter(config.SMS_PER_SECOND);
    this.wire = new RateLimiter(config.SMS_PER_SECOND);
    this.lines = pLimit(config.SMS_CONCURRENCY);
    this.leaseSeconds = config.SMS_TIMEOUT_SECONDS + LEASE_SPARE_SECONDS;
  }

  /** @param stopping aborted when nothing more may go out */
  async carry(row: ClaimedRow, stopping: AbortSignal): Promise<void> {
    const refusal = this.door.refusal(row);
    if (refusal !== null) return void (await this.fail(row, refusal));
    await delay(this.pace.place(this.sending.now()), undefined, { signal: stopping }).catch(() => undefined);
    const outcome = await this.lines(() => this.offer(row, stopping));
    if (outcome !== null) await this.outcomesService.record(row, outcome);
  }

  /** What the carrier answered; null when the text was not offered to it. */
  private async offer(row: ClaimedRow, stopping: AbortSignal): Promise<SendOutcome | null> {
    if (stopping.aborted || this.sending.circuit.admits(1, this.sending.now()) === 0) return this.giveBack(row);
    const notice = this.notice(row);
    if (notice === null) return this.fail(row, 'its text could not be written');
    this.sending.circuit.began();
    const text = await this.handOver(row, notice);
    if (text === null) {
      this.sending.circuit.abandoned();
      return null;
    }
    await delay(this.wire.place(this.sending.now()));
    return this.gateway.send(row.phone, text);
  }

  /** The text, once it is written down that it goes out now; null when it must not. */
  private async handOver(row: ClaimedRow, notice: Notice): Promise<string | null> {
    try {
      const ours = await this.outbox.handOver(row, this.leaseSeconds, notice);
      return ours ? (row.body ?? notice.body) : null;
    } catch (error) {
      this.sending.circuit.abandoned();
      await this.giveBack(row);
      throw error;
    }
  }

  private notice(row: ClaimedRow): Notice | null {
    try {
      return orderNotice(row, this.config);
    } catch {
      return null;
    }
  }

  private async fail(row: ClaimedRow, reason: string): Promise<null> {
    await this.sending.sparingly(() => this.outcomes.fail(row, reason));
    return null;
  }

  private async giveBack({ id, claim }: ClaimedRow): Promise<null> {
    await this.sending.sparingly(() => this.outbox.release([id], claim, 'not now'));
    return null;
  }
}
