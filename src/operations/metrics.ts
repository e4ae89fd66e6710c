import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type RowFigure, type RowLabel, showRows } from './row-figures.js';

/** The metrics that Prometheus reads. Each module adds its own to `registry`. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  /** Answers by method, route and status: joined with blanks, which none of them has. */
  private readonly answers = new Map<string, number>();
  /** Each reads figures from the database, and says whether it could. */
  private readonly databaseReads: (() => Promise<boolean>)[] = [];
  private reading: Promise<string> | null = null;
  private readonly durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its answer, by the pattern of its route; of this process.',
    labelNames: ['method', 'route', 'status_class'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });
  private readonly databaseUp = new Gauge({
    name: 'database_up',
    help: '1 when the database gave its figures for this answer, 0 when it did not, so that they are missing.',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    const { answers } = this;
    new Counter({
      name: 'http_requests_total',
      help: 'Requests that were answered, by the pattern of their route and by status; of this process.',
      labelNames: ['method', 'route', 'status'],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const [key, count] of answers) {
          const [method, route, status] = key.split(' ');
          this.inc({ method, route, status }, count);
        }
      },
    });
  }

  /**
   * Measures every request.
   * All paths without a route count as one, so that strangers cannot fill the memory with labels.
   */
  observe(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', ({ method, is404, routeOptions }, { statusCode, elapsedTime }, done) => {
      const route = is404 ? 'none' : (routeOptions.url ?? 'none');
      const key = `${method} ${route} ${statusCode}`;
      this.answers.set(key, (this.answers.get(key) ?? 0) + 1);
      this.durations.observe({ method, route, status_class: `${Math.floor(statusCode / 100)}xx` }, elapsedTime / 1000);
      done();
    });
  }

  /**
   * Shows figures that the database has, the same at each process.
   * - Each answer reads them once. They are missing from it while the database is away.
   * - `read` costs no more with a larger table.
   * @param label tells the rows of a figure apart, if there are several
   */
  showRows<Row>(read: () => Promise<readonly Row[]>, figures: readonly RowFigure<Row>[], label?: RowLabel<Row>): void {
    this.databaseReads.push(showRows(this.registry, read, figures, label));
  }

  /** All metrics in Prometheus' text format. Whoever asks at the same time shares one reading. */
  read(): Promise<string> {
    this.reading ??= this.readAll().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  private async readAll(): Promise<string> {
    const answered = await Promise.all(this.databaseReads.map((read) => read()));
    this.databaseUp.set(answered.every(Boolean) ? 1 : 0);
    return this.registry.metrics();
  }
}
