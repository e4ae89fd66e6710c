import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { Config } from '../../config/config.js';
import { Metrics } from '../../operations/metrics.js';
import { Readiness } from '../../operations/readiness.js';
import { BudgetRepository } from './budget.repository.js';
import { KeptOutcomes } from './kept-outcomes.js';
import { QueueRepository } from './queue.repository.js';
import { SenderState } from './sender-state.js';
import { SendingMarkRepository } from './sending-mark.repository.js';

const STATES = { closed: 0, 'half-open': 1, open: 2 } as const;
const OUTCOMES = ['accepted', 'refused', 'deferred', 'unreachable', 'halted', 'unknown'] as const;

/**
 * Shows how sending stands in `/readyz` and `/metrics`.
 * The circuit and the attempts are this process's. The queue and the budget are of all processes.
 */
@Injectable()
export class Telemetry implements OnModuleInit {
  constructor(
    private readonly state: SenderState,
    private readonly queue: QueueRepository,
    private readonly budget: BudgetRepository,
    private readonly kept: KeptOutcomes,
    private readonly marks: SendingMarkRepository,
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    const { state } = this;
    this.readiness.tell('sms', () => ({ circuit: state.circuitState, reason: state.reason }));
    this.showSender();
    this.showQueue();
    this.showBudget();
  }

  private showSender(): void {
    const { state, kept } = this;
    const registers = [this.metrics.registry];
    new Gauge({
      name: 'sms_circuit_state',
      help: 'Whether SMS go out: 0 they do (closed), 1 one is tried (half-open), 2 none does (open); of this process.',
      registers,
      collect() {
        this.set(STATES[state.circuitState]);
      },
    });
    new Gauge({
      name: 'sms_held_back',
      help: '1 while the carrier or the daily budget keeps notifications waiting; of this process.',
      registers,
      collect() {
        this.set(state.reason === null ? 0 : 1);
      },
    });
    new Counter({
      name: 'sms_attempts_total',
      help: 'Attempts to hand an SMS to the carrier, by outcome; of this process.',
      labelNames: ['outcome'],
      registers,
      collect() {
        this.reset();
        for (const outcome of OUTCOMES) this.inc({ outcome }, state.outcomes.get(outcome) ?? 0);
      },
    });
    new Gauge({
      name: 'sms_outcomes_kept',
      help: "The carrier's answers that wait in DATA_DIR for the database; of this process.",
      registers,
      collect() {
        this.set(kept.count);
      },
    });
  }

  private showQueue(): void {
    this.metrics.showRows(
      () => this.queue.countByStatus(),
      [
        {
          name: 'sms_texts',
          help: 'Notifications that are queued, sending, failed, unknown or undelivered, up to 100,000 each; of all processes.',
          value: ({ notifications }) => notifications,
        },
        {
          name: 'sms_oldest_seconds',
          help: 'Age of the oldest notification that is queued, sending, failed, unknown or undelivered; of all processes.',
          value: ({ oldest_seconds }) => oldest_seconds,
        },
        {
          name: 'sms_overdue_seconds',
          help: 'How long the notification that waits longest could have gone out already; of all processes.',
          value: ({ overdue_seconds }) => overdue_seconds,
        },
      ],
      { name: 'status', of: ({ status }) => status },
    );
    this.metrics.showRows(
      async () => [await this.marks.countHeld()],
      [
        {
          name: 'sms_held',
          help: 'Notifications that are held since the database was restored from a backup; of all processes.',
          value: (held) => held,
        },
      ],
    );
  }

  private showBudget(): void {
    const limit = Number(this.config.SMS_DAILY_BUDGET);
    this.metrics.showRows(
      async () => [await this.budget.today(1)],
      [
        {
          name: 'sms_budget_used_ratio',
          help: "Share of SMS_DAILY_BUDGET that the SMS of the shop's today cost; the log warns once a day from 0.8; of all processes.",
          value: ({ used }) => used,
        },
        {
          name: 'sms_budget_spent',
          help: "What the SMS of the shop's today cost, in the carrier's currency; of all processes.",
          value: ({ spent }) => Number(spent),
        },
        {
          name: 'sms_budget_limit',
          help: "SMS_DAILY_BUDGET: what the SMS of a day may cost, in the carrier's currency; of all processes.",
          value: () => limit,
        },
      ],
    );
  }
}
