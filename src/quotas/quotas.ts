import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, type Tx } from '../database/database.js';
import { Prepared } from '../database/prepared.js';
import { ScheduledTasks } from '../operations/tasks/scheduled-tasks.js';
import { QuotaSpent } from './quota-spent.error.js';

/** How often something may be done: `most` times in a span that begins with the first. */
export interface Quota {
  /** Who or what is limited. A phone number or an address comes as a digest. */
  readonly source: string;
  readonly spanSeconds: number;
  readonly most: number;
  /** What is limited: one sentence for the caller who is refused. */
  readonly sentence: string;
}

/** Spans are a day at most. */
const KEPT_FOR = '2 days';

/** The rows are locked in order, so that two requests never wait for each other in a circle. */
const takeSql = `
  insert into quotas as q (source, span_seconds, used, began_at)
  select source, span, times, clock_timestamp() from unnest($1::text[], $2::int[], $3::int[]) as t (source, span, times)
  order by source, span
  on conflict (source, span_seconds) do update
  set (used, began_at) = (
    select case when ended then excluded.used else q.used + excluded.used end, case when ended then clock_timestamp() else q.began_at end
    from (select q.began_at <= clock_timestamp() - make_interval(secs => q.span_seconds)) as s (ended))
  returning source, span_seconds, used,
            greatest(ceil(extract(epoch from began_at - clock_timestamp()) + span_seconds), 1)::int as wait_seconds`;

const giveBack = new Prepared<object>(
  'quotas_give_back',
  `update quotas q set used = greatest(q.used - t.times, 0)
   from unnest($1::text[], $2::int[], $3::int[]) as t (source, span, times)
   where q.source = t.source and q.span_seconds = t.span`,
);

const deleteEnded = new Prepared<{ source: string }>(
  'quotas_delete_ended',
  `delete from quotas
   where (source, span_seconds) in (
     select source, span_seconds from quotas where began_at < now() - interval '${KEPT_FOR}' order by began_at limit 1000)
   returning source`,
);

/**
 * Counts how often things are done, in the database and by its clock.
 * So the counts outlast a restart and hold for all processes.
 */
@Injectable()
export class Quotas implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly tasks: ScheduledTasks,
  ) {}

  onModuleInit(): void {
    const step = () => this.deleteEnded();
    this.tasks.add({ name: 'delete-quotas', everySeconds: 3_600, timeoutSeconds: 300, step });
  }

  /**
   * Counts one more for each quota, or for none when one of them is spent.
   * One statement in a transaction, by `quotas_pkey`. @throws QuotaSpent
   */
  async take(quotas: readonly Quota[]): Promise<void> {
    await this.database.write(async (tx) => {
      const rows = await tx.query<TakenRow[]>(takeSql, toValues(quotas, 1));
      for (const { source, spanSeconds, most, sentence } of quotas) {
        const row = rows.find((each) => each.source === source && each.span_seconds === spanSeconds);
        if (row !== undefined && row.used > most) throw new QuotaSpent(sentence, row.wait_seconds);
      }
    });
  }

  /**
   * Counts `times` more, or as many as the quota has left, and says how many it counted.
   * @returns also the seconds until the span is over
   */
  takeUpTo(quota: Quota, times: number): Promise<{ readonly taken: number; readonly waitSeconds: number }> {
    return this.database.write(async (tx) => {
      const [row] = await tx.query<TakenRow[]>(takeSql, toValues([quota], times));
      const { used, wait_seconds: waitSeconds } = row ?? { used: 0, wait_seconds: 0 };
      const beyond = Math.min(Math.max(used - quota.most, 0), times);
      await tx.query(giveBack.text, toValues([quota], beyond));
      return { taken: times - beyond, waitSeconds };
    });
  }

  /**
   * Takes `times` back from each quota: what they were counted for did not happen. By
   * `quotas_pkey`.
   */
  async giveBack(quotas: readonly Quota[], times = 1): Promise<void> {
    await this.database.run(giveBack, toValues(quotas, times));
  }

  /** Forgets everything that was counted for these sources. By `quotas_pkey`. */
  async forget(tx: Tx, sources: readonly string[]): Promise<void> {
    await tx.query('delete from quotas where source = any($1)', [sources]);
  }

  /** Deletes up to 1,000 spans that are over, and gives their number. By `quotas_began_at_idx`. */
  private async deleteEnded(): Promise<number> {
    return (await this.database.run(deleteEnded, [])).length;
  }
}

/** A span as it is once more was counted. */
interface TakenRow {
  readonly source: string;
  readonly span_seconds: number;
  readonly used: number;
  readonly wait_seconds: number;
}

const toValues = (quotas: readonly Quota[], times: number): unknown[] => [
  quotas.map(({ source }) => source),
  quotas.map(({ spanSeconds }) => spanSeconds),
  quotas.map(() => times),
];
