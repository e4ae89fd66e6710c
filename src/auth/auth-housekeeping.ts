import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScheduledTasks } from '../operations/tasks/scheduled-tasks.js';
import { SessionsRepository } from './session/sessions.repository.js';
import { UsedStatesRepository } from './social/used-states.repository.js';
import { Throttle } from './throttle/throttle.js';

const HOURLY = { everySeconds: 3_600, timeoutSeconds: 300 };

/** Deletes what is over: sessions, used states of sign-ins, and counts of attempts. */
@Injectable()
export class AuthHousekeeping implements OnModuleInit {
  constructor(
    private readonly tasks: ScheduledTasks,
    private readonly sessions: SessionsRepository,
    private readonly usedStates: UsedStatesRepository,
    private readonly throttle: Throttle,
  ) {}

  onModuleInit(): void {
    this.tasks.add({ name: 'delete-sessions', ...HOURLY, step: () => this.sessions.deleteOver() });
    this.tasks.add({ name: 'delete-used-states', ...HOURLY, step: () => this.usedStates.deleteOld() });
    this.tasks.add({ name: 'delete-login-attempts', ...HOURLY, step: () => this.throttle.deleteOld() });
  }
}
