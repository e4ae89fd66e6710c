import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config/config.js';
import { ScheduledTasks } from '../operations/tasks/scheduled-tasks.js';
import { AuditEventsRepository } from './audit-events.repository.js';

/** Drops the months of the audit trail that AUDIT_MONTHS does not keep. */
@Injectable()
export class AuditHousekeeping implements OnModuleInit {
  constructor(
    private readonly tasks: ScheduledTasks,
    private readonly events: AuditEventsRepository,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    const step = () => this.events.dropOld(this.config.AUDIT_MONTHS);
    this.tasks.add({ name: 'drop-audit-months', everySeconds: 86_400, timeoutSeconds: 600, step });
  }
}
