import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.js';
import { ScheduledTasks } from '../operations/tasks/scheduled-tasks.js';
import { ImportStepsService } from './import-steps.service.js';
import { ImportsRepository } from './imports.repository.js';

/**
 * Writes the rows of imports that were started, in the background.
 * - A process that stops leaves an import where it is. The task `finish-imports` goes on with it
 *   within a minute, and so does whoever opens its page.
 */
@Injectable()
export class ImportRunner implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Imports');
  private readonly running = new Map<string, Promise<void>>();
  private isStopping = false;

  constructor(
    private readonly database: Database,
    private readonly imports: ImportsRepository,
    private readonly steps: ImportStepsService,
    private readonly tasks: ScheduledTasks,
  ) {}

  onModuleInit(): void {
    const finish = () => this.finishOne();
    this.tasks.add({ name: 'finish-imports', everySeconds: 60, timeoutSeconds: 600, step: finish });
    const deleteOld = () => this.database.write((tx) => this.imports.deleteOld(tx));
    this.tasks.add({ name: 'delete-imports', everySeconds: 3_600, timeoutSeconds: 300, step: deleteOld });
  }

  /** Waits for the steps under way. */
  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.running.values());
  }

  /** Begins to write the rows of an import, or goes on with it, and waits for nothing. */
  run(id: string): void {
    if (this.isStopping || this.running.has(id)) return;
    const run = this.takeSteps(id).finally(() => this.running.delete(id));
    this.running.set(id, run);
  }

  private async takeSteps(id: string): Promise<void> {
    try {
      while (!this.isStopping && (await this.steps.take(id)) > 0);
    } catch (error) {
      this.logger.warn(`the import ${id} waits for its next run: ${error}`);
    }
  }

  /** One step of the oldest import that is not over. */
  private async finishOne(): Promise<number> {
    const id = await this.imports.firstRunning(this.database.db);
    return id === null ? 0 : this.steps.take(id);
  }
}
