import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { Prepared } from '../../database/prepared.js';
import type { ScheduledTask } from './scheduled-tasks.js';

/** The last run of a task, by any process. Times are seconds since 1970. */
export interface TaskRun {
  readonly name: string;
  /** Seconds between the starts of two runs. */
  readonly every: number;
  readonly started: number;
  /** Null while it runs, and for a run that was lost. */
  readonly ended: number | null;
  /** When a run ended without a fault last; null for never. */
  readonly succeeded: number | null;
  readonly rows: number;
  readonly fault: string | null;
}

/** Longest fault that is kept, as the table demands. */
const FAULT_MOST = 200;

/** Reads only, so that looking costs no write. By `scheduled_tasks_pkey`. */
const due = new Prepared<{ name: string }>(
  'tasks_due',
  `select asked.name
   from unnest($1::text[], $2::int[], $3::int[]) as asked (name, every_seconds, timeout_seconds)
   where not exists (
     select from scheduled_tasks t
     where t.name = asked.name
       and (t.started_at > now() - make_interval(secs => asked.every_seconds)
            or t.ended_at is null and t.started_at > now() - make_interval(secs => asked.timeout_seconds)))`,
);

/** One process gets a due task: whoever comes second waits for the row, and then it is not due. */
const claim = new Prepared<{ name: string }>(
  'tasks_claim',
  `insert into scheduled_tasks as t (name, every_seconds, timeout_seconds, run, started_at)
   values ($1, $2, $3, $4, now())
   on conflict (name) do update
   set every_seconds = excluded.every_seconds, timeout_seconds = excluded.timeout_seconds, run = excluded.run,
       started_at = excluded.started_at, ended_at = null, rows = 0, fault = null
   where t.started_at <= now() - make_interval(secs => excluded.every_seconds)
     and (t.ended_at is not null or t.started_at <= now() - make_interval(secs => excluded.timeout_seconds))
   returning t.name`,
);

/** A run that was lost meanwhile ends nothing: another run has the row. */
const end = new Prepared<object>(
  'tasks_end',
  `update scheduled_tasks
   set ended_at = greatest(now(), started_at), rows = $3, fault = $4,
       succeeded_at = case when $4::text is null then now() else succeeded_at end
   where name = $1 and run = $2`,
);

const list = new Prepared<TaskRun>(
  'tasks_list',
  `select name, every_seconds as every, extract(epoch from started_at)::float8 as started, extract(epoch from ended_at)::float8 as ended,
          extract(epoch from succeeded_at)::float8 as succeeded, rows, fault
   from scheduled_tasks
   order by name`,
);

/** The table `scheduled_tasks`. All times are the database's. */
@Injectable()
export class TaskRunsRepository {
  constructor(private readonly database: Database) {}

  async findDue(tasks: readonly ScheduledTask[]): Promise<ReadonlySet<string>> {
    const rows = await this.database.run(due, [
      tasks.map((task) => task.name),
      tasks.map((task) => task.everySeconds),
      tasks.map((task) => task.timeoutSeconds),
    ]);
    return new Set(rows.map(({ name }) => name));
  }

  /** Whether this run got the task. */
  async claim({ name, everySeconds, timeoutSeconds }: ScheduledTask, run: string): Promise<boolean> {
    return (await this.database.run(claim, [name, everySeconds, timeoutSeconds, run])).length === 1;
  }

  /** @param fault why it ended early; null when it did all there was to do */
  async end(name: string, run: string, rows: number, fault: string | null): Promise<void> {
    await this.database.run(end, [name, run, rows, fault?.slice(0, FAULT_MOST) ?? null]);
  }

  list(): Promise<TaskRun[]> {
    return this.database.run(list, []);
  }
}
