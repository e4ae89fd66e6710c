import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScheduledTasks } from '../operations/tasks/scheduled-tasks.js';
import { PasswordResetsRepository } from './admins/password-resets.repository.js';
import { SessionsRepository } from './session/sessions.repository.js';
import { UsedStatesRepository } from './social/used-states.repository.js';
import { LoginSourcesRepository } from './throttle/login-sources.repository.js';
import { Throttle } from './throttle/throttle.js';

const HOURLY = { everySeconds: 3_600, timeoutSeconds: 300 };

/** Deletes what is over: sessions, used states, counts of attempts, known addresses, and codes. */
@Injectable()
export class AuthHousekeeping implements OnModuleInit {
  constructor(
    private readonly tasks: ScheduledTasks,
    private readonly sessions: SessionsRepository,
    private readonly usedStates: UsedStatesRepository,
    private readonly throttle: Throttle,
    private readonly loginSources: LoginSourcesRepository,
    private readonly passwordResets: PasswordResetsRepository,
  ) {}

  onModuleInit(): void {
    this.tasks.add({ name: 'delete-sessions', ...HOURLY, step: () => this.sessions.deleteOver() });
    this.tasks.add({ name: 'delete-used-states', ...HOURLY, step: () => this.usedStates.deleteOld() });
    this.tasks.add({ name: 'delete-login-attempts', ...HOURLY, step: () => this.throttle.deleteOld() });
    this.tasks.add({ name: 'delete-login-sources', ...HOURLY, step: () => this.loginSources.deleteOld() });
    this.tasks.add({ name: 'delete-password-resets', ...HOURLY, step: () => this.passwordResets.deleteOver() });
  }
}
