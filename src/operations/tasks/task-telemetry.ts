import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Metrics } from '../metrics.js';
import { type TaskRun, TaskRunsRepository } from './task-runs.repository.js';

/** Shows the last run of each scheduled task in `/metrics`, whichever process it was. */
@Injectable()
export class TaskTelemetry implements OnModuleInit {
  private listing: Promise<readonly TaskRun[]> | null = null;

  constructor(
    private readonly runs: TaskRunsRepository,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.show(
      'scheduled_task_last_success_timestamp_seconds',
      'When a run of the task ended without a fault last, in seconds since 1970; 0 for never.',
      (run) => run.succeeded ?? 0,
    );
    this.show('scheduled_task_last_run_seconds', 'How long the last run of the task took, once it ended.', (run) =>
      run.ended === null ? null : run.ended - run.started,
    );
    this.show('scheduled_task_last_run_rows', 'Rows that the last run of the task changed.', (run) => run.rows);
    this.show(
      'scheduled_task_faulty',
      '1 when the last run of the task ended early, 0 when it did all there was to do.',
      (run) => (run.fault === null ? 0 : 1),
    );
  }

  private show(name: string, help: string, read: (run: TaskRun) => number | null): void {
    const list = () => this.list();
    new Gauge({
      ...{ name, help, labelNames: ['task'], registers: [this.metrics.registry] },
      async collect() {
        this.reset();
        for (const run of await list()) {
          const value = read(run);
          if (value !== null) this.set({ task: run.name }, value);
        }
      },
    });
  }

  /** One query for all figures of a reading, which ask at the same time. */
  private list(): Promise<readonly TaskRun[]> {
    this.listing ??= this.runs.list().finally(() => {
      this.listing = null;
    });
    return this.listing;
  }
}
