import { performance } from 'node:perf_hooks';
import { Injectable, Logger } from '@nestjs/common';
import pLimit from 'p-limit';
import type { SendOutcome } from '../carrier/sms.gateway.js';
import { Circuit, type CircuitState } from './circuit.js';

/** How sending stands in this process, for whoever watches: the circuit, the budget, and what the carrier answered so far. */
@Injectable()
export class SenderState {
  readonly circuit: Circuit;
  /** For what is written down text by text, beside the statements that texts share: two connections, so that the others are left to requests. */
  readonly sparingly = pLimit(2);
  /** Attempts by what became of them, since the start. */
  readonly outcomes = new Map<SendOutcome['kind'], number>();
  private readonly logger = new Logger('SenderState');
  private spent = false;

  constructor() {
    this.circuit = new Circuit((reason, pauseMs) => {
      if (reason === null) this.logger.warn('texts go out again');
      else this.logger.error(`NO TEXTS GO OUT for ${pauseMs / 1000} s: ${reason}`);
    });
  }

  get state(): CircuitState {
    return this.circuit.state(this.now());
  }

  /** Why texts wait; null when they do not. */
  get reason(): string | null {
    return this.circuit.reason ?? (this.spent ? 'daily budget spent' : null);
  }

  /** Milliseconds of a clock that only goes forward. */
  now(): number {
    return performance.now();
  }

  /** Texts wait, or no longer wait, because SMS_DAILY_BUDGET is spent. */
  budgetSpent(spent: boolean): void {
    if (spent === this.spent) return;
    this.spent = spent;
    if (spent) this.logger.error('NO TEXTS GO OUT: SMS_DAILY_BUDGET is spent; they wait for the next day (UTC) or a larger budget');
    else this.logger.warn('texts go out again: there is budget');
  }

  count({ kind }: SendOutcome): void {
    this.outcomes.set(kind, (this.outcomes.get(kind) ?? 0) + 1);
  }
}
