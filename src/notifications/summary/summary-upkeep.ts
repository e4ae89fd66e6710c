import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScheduledTasks } from '../../operations/tasks/scheduled-tasks.js';
import { SummarySumsRepository } from './summary-sums.repository.js';

/** Makes the sums that summaries read, every ten minutes. */
@Injectable()
export class SummaryUpkeep implements OnModuleInit {
  constructor(
    private readonly tasks: ScheduledTasks,
    private readonly sums: SummarySumsRepository,
  ) {}

  onModuleInit(): void {
    this.tasks.add({ name: 'sum-notifications', everySeconds: 600, timeoutSeconds: 300, step: () => this.sums.step() });
  }
}
