import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Metrics } from '../metrics.js';

/** Counts the runs of this process that ended early, for `/metrics`. */
@Injectable()
export class TaskFailures {
  private readonly counter: Counter<'task'>;

  constructor(metrics: Metrics) {
    this.counter = new Counter({
      name: 'scheduled_task_failures_total',
      help: 'Runs of the task that ended early, whatever the reason; of this process.',
      labelNames: ['task'],
      registers: [metrics.registry],
    });
  }

  note(task: string): void {
    this.counter.inc({ task });
  }
}
