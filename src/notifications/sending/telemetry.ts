import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { Metrics } from '../../operations/metrics.js';
import { Readiness } from '../../operations/readiness.js';
import { QueueRepository } from './queue.repository.js';
import { SenderState } from './sender-state.js';

const STATES = { closed: 0, 'half-open': 1, open: 2 } as const;

/** Shows how sending stands in `/readyz` and `/metrics`. The circuit and the attempts are this process's, the queue is everybody's. */
@Injectable()
export class Telemetry implements OnModuleInit {
  constructor(
    private readonly sending: SenderState,
    private readonly queue: QueueRepository,
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    const { sending, queue } = this;
    const registers = [this.metrics.registry];
    this.readiness.tell('sms', () => ({ circuit: sending.state, reason: sending.reason }));
    new Gauge({
      name: 'sms_circuit_state',
      help: 'Whether texts go out: 0 they do (closed), 1 one is tried (half-open), 2 none does (open).',
      registers,
      collect() {
        this.set(STATES[sending.state]);
      },
    });
    new Gauge({
      name: 'sms_held_back',
      help: '1 while the carrier or the daily budget keeps texts waiting.',
      registers,
      collect() {
        this.set(sending.reason === null ? 0 : 1);
      },
    });
    new Counter({
      name: 'sms_attempts_total',
      help: 'Texts handed to the carrier, by what became of it.',
      labelNames: ['outcome'],
      registers,
      collect() {
        this.reset();
        for (const [outcome, count] of sending.outcomes) this.inc({ outcome }, count);
      },
    });
    const oldest = new Gauge({
      name: 'sms_oldest_seconds',
      help: 'Age of the oldest text, by status; delivered ones are not looked at.',
      labelNames: ['status'],
      registers,
    });
    new Gauge({
      name: 'sms_texts',
      help: 'Texts by status; delivered ones are not counted.',
      labelNames: ['status'],
      registers,
      async collect() {
        this.reset();
        oldest.reset();
        for (const { status, texts, oldest_seconds } of await queue.depth()) {
          this.set({ status }, texts);
          oldest.set({ status }, oldest_seconds);
        }
      },
    });
  }
}
