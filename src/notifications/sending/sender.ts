import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import pLimit, { type LimitFunction } from 'p-limit';
import { Config } from '../../config/config.js';
import { isRefused, isUnavailable } from '../../database/failures.js';
import { idsOfNotification, LogLine } from '../../http/log/log-line.js';
import { measureSms, type SmsText } from '../../sms/sms-text.js';
import { currentSpan, within } from '../../tracing/current-span.js';
import { Tracing } from '../../tracing/tracing.js';
import { SmsGateway } from '../carrier/sms.gateway.js';
import type { Draft } from '../notification-writer.js';
import { SmsCounters } from '../sms-counters.js';
import { Budget } from './budget.js';
import { classifyFailure } from './failure-reasons.js';
import { HandOversRepository } from './hand-overs.repository.js';
import type { ClaimedRow } from './outbox.repository.js';
import { RateLimiter } from './rate-limiter.js';
import { FAULT_PAUSE_SECONDS, NOT_NOW, type SendOutcome, UNAFFORDABLE } from './send-outcome.js';
import { SendPolicy } from './send-policy.js';
import { SenderState } from './sender-state.js';

/** A reason as the column takes it, whoever words it: up to 200 characters, none of them NUL. */
const shortenReason = (reason: string): string =>
  reason.toWellFormed().replaceAll('\0', '').slice(0, 200) || 'no reason given';

/** What a lease leaves, beside the carrier's time-out, for writing the outcome down. */
const LEASE_SPARE_SECONDS = 4;

/**
 * Takes one claimed notification to the carrier. It writes down that the SMS goes out, and only
 * returns what became of it.
 */
@Injectable()
export class Sender {
  readonly leaseSeconds: number;
  private readonly logger = new Logger('Sender');
  /** Spreads the writing down that an SMS goes out. */
  private readonly handOverLimiter: RateLimiter;
  /** Spreads the SMS themselves: a slow database may answer several hand-overs at once. */
  private readonly carrierLimiter: RateLimiter;
  /** Limits the SMS on their way to the carrier. Other claimed notifications wait here. */
  private readonly connections: LimitFunction;

  constructor(
    private readonly handOvers: HandOversRepository,
    private readonly budget: Budget,
    private readonly gateway: SmsGateway,
    private readonly policy: SendPolicy,
    private readonly state: SenderState,
    private readonly counters: SmsCounters,
    private readonly tracing: Tracing,
    private readonly config: Config,
  ) {
    this.leaseSeconds = config.SMS_TIMEOUT_SECONDS + LEASE_SPARE_SECONDS;
    this.handOverLimiter = new RateLimiter(config.SMS_PER_SECOND);
    this.carrierLimiter = new RateLimiter(config.SMS_PER_SECOND);
    this.connections = pLimit(config.SMS_CONCURRENCY);
  }

  /** How many more notifications may be sent in the next second. */
  countFree(): number {
    return this.handOverLimiter.countFree(this.state.now());
  }

  /**
   * Sends a notification that reads as `draft`, or as its first attempt did.
   * @param stopping aborted when nothing more may go out
   */
  async send(row: ClaimedRow, draft: Draft, stopping: AbortSignal): Promise<SendOutcome> {
    if ('withdrawn' in draft) return { kind: 'withheld', reason: shortenReason(draft.withdrawn) };
    const sms = row.body === null ? draft : measureSms(row.body);
    const refusal = this.policy.refuse(row.phone) ?? this.refuseLength(sms);
    if (refusal !== null) return { kind: 'withheld', reason: refusal };
    await delay(this.handOverLimiter.takeSlot(this.state.now()), undefined, { signal: stopping }).catch(
      () => undefined,
    );
    return this.connections(() => this.traceOffer(row, sms, stopping));
  }

  /** Why an SMS is too long to be paid for; null when it is not. */
  private refuseLength({ segments }: SmsText): string | null {
    const { SMS_SEGMENTS_MAX } = this.config;
    return segments <= SMS_SEGMENTS_MAX
      ? null
      : `it takes ${segments} SMS, and SMS_SEGMENTS_MAX is ${SMS_SEGMENTS_MAX}`;
  }

  /** Its trace tells when it was written down, when it was offered, and what the carrier said. */
  private async traceOffer(row: ClaimedRow, sms: SmsText, stopping: AbortSignal): Promise<SendOutcome> {
    const ids = { 'agiza.notification.id': row.id, ...(row.order_id !== null && { 'agiza.order.id': row.order_id }) };
    const attributes = { ...ids, 'agiza.notification.kind': row.kind, 'agiza.sms.segments': sms.segments };
    const span = this.tracing.begin('SMS hand-over', 'client', attributes);
    const outcome = await within(span, () => this.offer(row, sms, stopping));
    span?.set({ 'agiza.sms.outcome': outcome.kind });
    if (outcome.kind === 'accepted') span?.set({ 'messaging.message.id': outcome.messageId });
    else if (classifyFailure(outcome) !== null) span?.fail({ code: classifyFailure(outcome) });
    span?.end();
    return outcome;
  }

  private async offer(row: ClaimedRow, sms: SmsText, stopping: AbortSignal): Promise<SendOutcome> {
    const { circuit } = this.state;
    if (stopping.aborted || circuit.admits(1, this.state.now()) === 0) return NOT_NOW;
    circuit.began();
    const refusal = await this.handOver(row, sms);
    if (refusal !== null) {
      circuit.abandoned();
      return refusal;
    }
    await delay(this.carrierLimiter.takeSlot(this.state.now()));
    currentSpan()?.note('offered to the carrier');
    const began = this.state.now();
    const outcome = await this.gateway.send(row.phone, sms.body);
    this.counters.noteAnswer(outcome, sms.segments, (this.state.now() - began) / 1000);
    return outcome;
  }

  /** Writes down that the SMS goes out now; null when it may. */
  private async handOver(row: ClaimedRow, sms: SmsText): Promise<SendOutcome | null> {
    try {
      const answer = await this.handOvers.handOver(row, this.leaseSeconds, sms);
      if (answer === 'superseded') return { kind: 'superseded' };
      this.budget.noteHandOver(sms.segments, answer === 'handed-over');
      return answer === 'handed-over' ? null : UNAFFORDABLE;
    } catch (error) {
      if (isRefused(error)) return this.refuseText(row, error);
      // It may be written down all the same. Nothing went out, so it is released.
      const cause = isUnavailable(error) ? 'the database is away' : error;
      this.logger.warn(
        new LogLine(`notification ${row.id} could not be handed over: ${cause}`, idsOfNotification(row)),
      );
      return { kind: 'released', reason: 'the hand-over failed', pauseSeconds: FAULT_PAUSE_SECONDS };
    }
  }

  /** The database does not take what the SMS says, and would not the next time. */
  private refuseText(row: ClaimedRow, error: unknown): SendOutcome {
    const words = `notification ${row.id} failed, for its text cannot be stored: ${error}`;
    this.logger.error(new LogLine(words, idsOfNotification(row)));
    return { kind: 'withheld', reason: 'its text cannot be stored' };
  }
}
