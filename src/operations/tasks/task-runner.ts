import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { isUnavailable } from '../../database/failures.js';
import { type ScheduledTask, ScheduledTasks } from './scheduled-tasks.js';
import { TaskFailures } from './task-failures.js';
import { TaskRunsRepository } from './task-runs.repository.js';

/** How often a process looks for tasks that are due. No task is due more often than each minute. */
const LOOK_MS = 10_000;

/**
 * Runs the tasks that are due, one at a time in this process, and each in one process at a time.
 * A process that only answers HTTP runs none.
 */
@Injectable()
export class TaskRunner implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Tasks');
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly tasks: ScheduledTasks,
    private readonly runs: TaskRunsRepository,
    private readonly failures: TaskFailures,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.ROLE !== 'api') this.running = this.runForever();
  }

  /** Waits for the step under way. What is left is done by a later run. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Runs what is due now, and says what failed in the log. */
  async runDue(): Promise<void> {
    const due = await this.runs.findDue(this.tasks.all);
    for (const task of this.tasks.all) {
      if (this.stopping.signal.aborted) return;
      if (due.has(task.name)) await this.run(task);
    }
  }

  private async runForever(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await this.runDue().catch((error) => {
        if (!isUnavailable(error)) this.logger.error(`scheduled tasks cannot be read: ${error}`);
      });
      await delay(LOOK_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  private async run(task: ScheduledTask): Promise<void> {
    const run = randomUUID();
    if (!(await this.runs.claim(task, run))) return;
    const { rows, fault } = await this.takeSteps(task);
    if (fault !== null) {
      this.failures.note(task.name);
      this.logger.warn(`the task ${task.name} ended early: ${fault}`);
    }
    await this.runs.end(task.name, run, rows, fault);
  }

  private async takeSteps(task: ScheduledTask): Promise<{ rows: number; fault: string | null }> {
    const deadline = performance.now() + task.timeoutSeconds * 1000;
    let rows = 0;
    try {
      for (let changed = -1; changed !== 0; rows += changed) {
        if (this.stopping.signal.aborted) return { rows, fault: 'the process stopped' };
        if (performance.now() > deadline) return { rows, fault: `${task.timeoutSeconds} s were not enough` };
        changed = await task.step();
      }
      return { rows, fault: null };
    } catch (error) {
      return { rows, fault: isUnavailable(error) ? 'the database is away' : String(error) };
    }
  }
}
