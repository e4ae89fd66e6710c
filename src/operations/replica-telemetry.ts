import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { ReplicaWatch } from '../database/replica/replica-watch.js';
import { Metrics } from './metrics.js';
import { Readiness } from './readiness.js';

/** Shows in `/readyz` and `/metrics` how this process stands with its replica, if it has one. */
@Injectable()
export class ReplicaTelemetry implements OnModuleInit {
  constructor(
    private readonly watch: ReplicaWatch,
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    const { watch } = this;
    const { replica } = watch;
    if (replica === null) return;
    const registers = [this.metrics.registry];
    this.readiness.tell('replica', () => ({ state: watch.state, lag_seconds: watch.lagSeconds.toFixed(1) }));
    new Gauge({
      name: 'database_replica_used',
      help: '1 while the replica answers reads, 0 while all go to the primary.',
      registers,
      collect() {
        this.set(watch.state === 'used' ? 1 : 0);
      },
    });
    new Gauge({
      name: 'database_replica_lag_seconds',
      help: 'How far the replica is behind the primary.',
      registers,
      collect() {
        this.set(watch.lagSeconds);
      },
    });
    new Counter({
      name: 'database_replica_reads_total',
      help: 'Reads that a replica may answer, by the server that answered.',
      labelNames: ['server'],
      registers,
      collect() {
        this.reset();
        for (const server of ['replica', 'primary'] as const) this.inc({ server }, replica.counts[server]);
      },
    });
  }
}
