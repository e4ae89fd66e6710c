import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Metrics } from '../metrics.js';
import { TaskRunsRepository } from './task-runs.repository.js';

/** Shows the last run of each scheduled task in `/metrics`, whichever process it was. */
@Injectable()
export class TaskTelemetry implements OnModuleInit {
  constructor(
    private readonly runs: TaskRunsRepository,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.metrics.showRows(
      () => this.runs.list(),
      [
        {
          name: 'scheduled_task_last_success_timestamp_seconds',
          help: 'When a run of the task ended without a fault last, in seconds since 1970; 0 for never; of all processes.',
          value: ({ succeeded }) => succeeded ?? 0,
        },
        {
          name: 'scheduled_task_last_start_timestamp_seconds',
          help: 'When the last run of the task began, in seconds since 1970; of all processes.',
          value: ({ started }) => started,
        },
        {
          name: 'scheduled_task_interval_seconds',
          help: 'Seconds between the starts of two runs of the task; of all processes.',
          value: ({ every }) => every,
        },
        {
          name: 'scheduled_task_last_run_seconds',
          help: 'How long the last run of the task took, once it ended; of all processes.',
          value: ({ started, ended }) => (ended === null ? null : ended - started),
        },
        {
          name: 'scheduled_task_last_run_rows',
          help: 'Rows that the last run of the task changed; of all processes.',
          value: ({ rows }) => rows,
        },
        {
          name: 'scheduled_task_faulty',
          help: '1 when the last run of the task ended early, 0 when it did all there was to do; of all processes.',
          value: ({ fault }) => (fault === null ? 0 : 1),
        },
      ],
      { name: 'task', of: ({ name }) => name },
    );
  }
}
