import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import pLimit, { type LimitFunction } from 'p-limit';
import { Config } from '../../config/config.js';
import { type CarrierOutcome, SmsGateway } from '../carrier/sms.gateway.js';
import type { SmsText } from '../carrier/sms-text.js';
import type { Draft } from '../notification-writer.js';
import { type ClaimedRow, OutboxRepository } from './outbox.repository.js';
import { RateLimiter } from './rate-limiter.js';
import { SendPolicy } from './send-policy.js';
import { SenderState } from './sender-state.js';

/** What became of a claimed notification. */
export type SendOutcome =
  | CarrierOutcome
  /** It must not be sent, so it was not offered to the carrier. */
  | { readonly kind: 'withheld'; readonly reason: string }
  /** It was not offered to the carrier, and may be later. */
  | { readonly kind: 'released'; readonly reason: string }
  /** Another attempt has taken it over, so there is nothing to write down. */
  | { readonly kind: 'superseded' };

/** What a lease leaves, beside the carrier's time-out, for writing the outcome down. */
const LEASE_SPARE_SECONDS = 4;

/**
 * Takes one claimed notification to the carrier. It writes down that the SMS goes out, and only
 * returns what became of it.
 */
@Injectable()
export class Sender {
  readonly leaseSeconds: number;
  /** Spreads the writing down that an SMS goes out. */
  private readonly handOverLimiter: RateLimiter;
  /** Spreads the SMS themselves: a slow database may answer several hand-overs at once. */
  private readonly carrierLimiter: RateLimiter;
  /** Limits the SMS on their way to the carrier. Other claimed notifications wait here. */
  private readonly connections: LimitFunction;

  constructor(
    private readonly outbox: OutboxRepository,
    private readonly gateway: SmsGateway,
    private readonly policy: SendPolicy,
    private readonly state: SenderState,
    config: Config,
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
    if ('withdrawn' in draft) return { kind: 'withheld', reason: draft.withdrawn };
    const refusal = this.policy.refuse(row.phone);
    if (refusal !== null) return { kind: 'withheld', reason: refusal };
    await delay(this.handOverLimiter.takeSlot(this.state.now()), undefined, { signal: stopping }).catch(
      () => undefined,
    );
    return this.connections(() => this.offer(row, draft, stopping));
  }

  private async offer(row: ClaimedRow, draft: SmsText, stopping: AbortSignal): Promise<SendOutcome> {
    const { circuit } = this.state;
    if (stopping.aborted || circuit.admits(1, this.state.now()) === 0) return { kind: 'released', reason: 'not now' };
    circuit.began();
    // A hand-over that failed may be written down all the same. Nothing went out, so it is
    // released.
    const handedOver = await this.outbox.handOver(row, this.leaseSeconds, draft).catch(() => 'failed' as const);
    if (handedOver !== true) {
      circuit.abandoned();
      return handedOver === 'failed' ? { kind: 'released', reason: 'not now' } : { kind: 'superseded' };
    }
    await delay(this.carrierLimiter.takeSlot(this.state.now()));
    return this.gateway.send(row.phone, row.body ?? draft.body);
  }
}
