import { Injectable } from '@nestjs/common';

/** Something that is done again and again in steps, such as deleting what is over. */
export interface ScheduledTask {
  /** Small letters and hyphens, 40 at most. It stands in the log and in `/metrics`. */
  readonly name: string;
  /** Seconds between the starts of two runs. */
  readonly everySeconds: number;
  /** Seconds after which a run that did not end counts as lost. Another may start then. */
  readonly timeoutSeconds: number;
  /**
   * Does one step, and gives the number of rows that it changed. A run ends with a step of 0.
   * A step is one short transaction, and may be done again.
   */
  step(): Promise<number>;
}

/** All scheduled tasks. Each module adds its own when it begins. */
@Injectable()
export class ScheduledTasks {
  private readonly tasks = new Map<string, ScheduledTask>();

  /** @throws Error when a task of that name is there already */
  add(task: ScheduledTask): void {
    if (this.tasks.has(task.name)) throw new Error(`There are two scheduled tasks ${task.name}.`);
    this.tasks.set(task.name, task);
  }

  get all(): readonly ScheduledTask[] {
    return [...this.tasks.values()];
  }
}
