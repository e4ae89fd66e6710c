import { performance } from 'node:perf_hooks';
import { Injectable, Logger } from '@nestjs/common';
import type { CarrierOutcome } from '../carrier/sms.gateway.js';
import { Circuit, type CircuitState } from './circuit.js';

/**
 * How sending stands in this process: the circuit, the budget, and what the carrier answered so
 * far.
 */
@Injectable()
export class SenderState {
  readonly circuit: Circuit;
  /** SMS handed to the carrier since the start, by what became of them. */
  readonly outcomes = new Map<CarrierOutcome['kind'], number>();
  private readonly logger = new Logger('Sender');
  private isBudgetSpent = false;
  private heldCount = 0;

  constructor() {
    this.circuit = new Circuit((reason, pauseMs) => {
      if (reason === null) this.logger.warn('SMS go out again');
      else this.logger.error(`NO SMS GO OUT for ${pauseMs / 1000} s: ${reason}`);
    });
  }

  get circuitState(): CircuitState {
    return this.circuit.state(this.now());
  }

  /** Why notifications wait; null when they do not. */
  get reason(): string | null {
    return this.circuit.reason ?? (this.isBudgetSpent ? 'daily budget spent' : this.held);
  }

  /** Notes how many notifications are held. */
  noteHeld(count: number): void {
    if (count > 0 && this.heldCount === 0)
      this.logger.warn(
        `${count} notifications are held since the database was restored: npm run held:release, or held:drop`,
      );
    this.heldCount = count;
  }

  /** Milliseconds of a clock that only goes forward. */
  now(): number {
    return performance.now();
  }

  /** Notes whether notifications wait because SMS_DAILY_BUDGET is spent. */
  noteBudget(spent: boolean): void {
    if (spent === this.isBudgetSpent) return;
    this.isBudgetSpent = spent;
    if (spent)
      this.logger.error(
        'NO SMS GO OUT: SMS_DAILY_BUDGET is spent; they wait for the next day of the shop or a larger budget',
      );
    else this.logger.warn('SMS go out again: there is budget');
  }

  /** Counts what the carrier answered, and lets the circuit judge the carrier by it. */
  noteAnswer(outcome: CarrierOutcome): void {
    this.outcomes.set(outcome.kind, (this.outcomes.get(outcome.kind) ?? 0) + 1);
    const now = this.now();
    if (outcome.kind === 'halted') this.circuit.halted(outcome.reason, now);
    else if (outcome.kind === 'unreachable' || outcome.kind === 'unknown') this.circuit.failed(outcome.reason, now);
    // A number that cannot be routed says nothing bad of the carrier.
    else if (outcome.kind === 'deferred' && outcome.mostAttempts === undefined)
      this.circuit.failed(outcome.reason, now, outcome.retryAfterSeconds);
    else this.circuit.succeeded();
  }

  private get held(): string | null {
    return this.heldCount === 0 ? null : `${this.heldCount} are held since the database was restored`;
  }
}
