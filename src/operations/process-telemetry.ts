import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import type { LaneUsage } from '../database/connections.js';
import { Database } from '../database/database.js';
import { DatabaseSize } from '../database/database-size.js';
import { batchSizes, waits } from '../database/measures.js';
import { OpenStreams, STREAM_KINDS } from '../http/open-streams.js';
import { Tracing } from '../tracing/tracing.js';
import { Metrics } from './metrics.js';

/** Shows in `/metrics` what this process holds: connections, streams, and traces on their way. */
@Injectable()
export class ProcessTelemetry implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly size: DatabaseSize,
    private readonly streams: OpenStreams,
    private readonly tracing: Tracing,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    const { registry } = this.metrics;
    registry.registerMetric(batchSizes);
    registry.registerMetric(waits);
    this.showConnections();
    this.showLanes();
    this.showStreams();
    this.showSpans();
    this.metrics.showRows(
      async () => [await this.size.read()],
      [
        {
          name: 'database_size_bytes',
          help: 'What the tables and indexes of the database take on its disk, in bytes; of all processes.',
          value: (bytes) => bytes,
        },
      ],
    );
  }

  private showConnections(): void {
    const { database } = this;
    const registers = [this.metrics.registry];
    new Gauge({
      name: 'database_connections',
      help: 'Open connections to PostgreSQL, by whether they are lent to work now; of this process.',
      labelNames: ['state'],
      registers,
      collect() {
        const { open, idle } = database.usage;
        this.set({ state: 'in_use' }, open - idle);
        this.set({ state: 'idle' }, idle);
      },
    });
    new Gauge({
      name: 'database_connections_limit',
      help: 'Most connections that this process opens: DATABASE_POOL_SIZE.',
      registers,
      collect() {
        this.set(database.usage.most);
      },
    });
  }

  private showLanes(): void {
    const { database } = this;
    const registers = [this.metrics.registry];
    const labelNames = ['lane'] as const;
    const show = (name: string, help: string, read: (lane: LaneUsage) => number) =>
      new Gauge({
        ...{ name, help, labelNames, registers },
        collect() {
          for (const lane of database.usage.lanes) this.set({ lane: lane.lane }, read(lane));
        },
      });
    show(
      'database_lane_in_use',
      'Places that one kind of work takes among the connections; short counts writing and reading too; of this process.',
      ({ inUse }) => inUse,
    );
    show(
      'database_lane_limit',
      'Places that one kind of work may take among the connections; of this process.',
      ({ size }) => size,
    );
    show(
      'database_lane_waiting',
      'Work that waits for a place among the connections, by kind; of this process.',
      ({ waiting }) => waiting,
    );
    new Counter({
      name: 'database_lane_refusals_total',
      help: 'Work that was refused, since no connection became free in time, by kind; of this process.',
      ...{ labelNames, registers },
      collect() {
        this.reset();
        for (const { lane, refusals } of database.usage.lanes) this.inc({ lane }, refusals);
      },
    });
  }

  private showStreams(): void {
    const { streams } = this;
    new Gauge({
      name: 'http_streams_open',
      help: 'Answers that are still open: whole lists, files to save, and events told as they happen; of this process.',
      labelNames: ['kind'],
      registers: [this.metrics.registry],
      collect() {
        for (const kind of STREAM_KINDS) this.set({ kind }, streams.count(kind));
      },
    });
  }

  private showSpans(): void {
    const { counts } = this.tracing;
    new Counter({
      name: 'trace_spans_total',
      help: 'Spans that the collector of traces took (sent) or did not (failed); of this process.',
      labelNames: ['outcome'],
      registers: [this.metrics.registry],
      collect() {
        this.reset();
        for (const outcome of ['sent', 'failed'] as const) this.inc({ outcome }, counts[outcome]);
      },
    });
  }
}
