import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScheduledTasks } from '../../operations/tasks/scheduled-tasks.js';
import { DeliveryReportsRepository } from './delivery-reports.repository.js';

/** Deletes delivery reports that no notification took, each minute, which bounds a flood. */
@Injectable()
export class ReportsHousekeeping implements OnModuleInit {
  constructor(
    private readonly tasks: ScheduledTasks,
    private readonly reports: DeliveryReportsRepository,
  ) {}

  onModuleInit(): void {
    const step = () => this.reports.deleteStray();
    this.tasks.add({ name: 'delete-delivery-reports', everySeconds: 60, timeoutSeconds: 50, step });
  }
}
