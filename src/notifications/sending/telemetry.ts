import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { Metrics } from '../../operations/metrics.js';
import { Readiness } from '../../operations/readiness.js';
import { BudgetRepository } from './budget.repository.js';
import { KeptOutcomes } from './kept-outcomes.js';
import { QueueRepository, type QueueRow } from './queue.repository.js';
import { SenderState } from './sender-state.js';
import { SendingMarkRepository } from './sending-mark.repository.js';

const STATES = { closed: 0, 'half-open': 1, open: 2 } as const;

/**
 * Shows how sending stands in `/readyz` and `/metrics`.
 * The circuit and the attempts are this process's. The queue is that of all processes.
 */
@Injectable()
export class Telemetry implements OnModuleInit {
  private counting: Promise<readonly QueueRow[]> | null = null;

  constructor(
    private readonly state: SenderState,
    private readonly queue: QueueRepository,
    private readonly budget: BudgetRepository,
    private readonly kept: KeptOutcomes,
    private readonly marks: SendingMarkRepository,
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    const { state, budget, kept, marks } = this;
    const registers = [this.metrics.registry];
    this.readiness.tell('sms', () => ({ circuit: state.circuitState, reason: state.reason }));
    new Gauge({
      name: 'sms_circuit_state',
      help: 'Whether SMS go out: 0 they do (closed), 1 one is tried (half-open), 2 none does (open).',
      registers,
      collect() {
        this.set(STATES[state.circuitState]);
      },
    });
    new Gauge({
      name: 'sms_held_back',
      help: '1 while the carrier or the daily budget keeps notifications waiting.',
      registers,
      collect() {
        this.set(state.reason === null ? 0 : 1);
      },
    });
    new Gauge({
      name: 'sms_budget_used_ratio',
      help: "Share of SMS_DAILY_BUDGET that the SMS of the shop's today cost; the log warns once a day from 0.8.",
      registers,
      async collect() {
        this.set((await budget.today(1)).used);
      },
    });
    new Counter({
      name: 'sms_attempts_total',
      help: 'Attempts to hand an SMS to the carrier, by outcome.',
      labelNames: ['outcome'],
      registers,
      collect() {
        this.reset();
        for (const [outcome, count] of state.outcomes) this.inc({ outcome }, count);
      },
    });
    new Gauge({
      name: 'sms_outcomes_kept',
      help: "Outcomes of this process that wait in DATA_DIR for the database. They are the carrier's answers.",
      registers,
      collect() {
        this.set(kept.count);
      },
    });
    new Gauge({
      name: 'sms_held',
      help: 'Notifications that are held since the database was restored from a backup.',
      registers,
      async collect() {
        this.set(await marks.countHeld());
      },
    });
    this.showQueue(
      'sms_oldest_seconds',
      'Age of the oldest notification that is queued, sending, failed, unknown or undelivered, by status.',
      (row) => row.oldest_seconds,
    );
    this.showQueue(
      'sms_texts',
      'Notifications that are queued, sending, failed, unknown or undelivered, by status.',
      (row) => row.notifications,
    );
  }

  private showQueue(name: string, help: string, read: (row: QueueRow) => number): void {
    const count = () => this.count();
    new Gauge({
      ...{ name, help, labelNames: ['status'], registers: [this.metrics.registry] },
      async collect() {
        this.reset();
        for (const row of await count()) this.set({ status: row.status }, read(row));
      },
    });
  }

  /** One query for both figures of a reading, which ask at the same time. */
  private count(): Promise<readonly QueueRow[]> {
    this.counting ??= this.queue.countByStatus().finally(() => {
      this.counting = null;
    });
    return this.counting;
  }
}
