import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config/config.js';
import { ScheduledTasks } from '../operations/tasks/scheduled-tasks.js';
import { NotificationEventsRepository } from './notification-events.repository.js';

/** Drops the months of `notification_events` that NOTIFICATION_EVENT_MONTHS does not keep. */
@Injectable()
export class NotificationEventsUpkeep implements OnModuleInit {
  constructor(
    private readonly tasks: ScheduledTasks,
    private readonly events: NotificationEventsRepository,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    const step = () => this.events.dropOld(this.config.NOTIFICATION_EVENT_MONTHS);
    this.tasks.add({ name: 'drop-notification-months', everySeconds: 86_400, timeoutSeconds: 3_600, step });
  }
}
