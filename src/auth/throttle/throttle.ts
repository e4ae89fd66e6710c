import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../database/database.js';
import { Prepared } from '../../database/prepared.js';
import { TooManyAttempts } from './too-many-attempts.error.js';

/**
 * How often one source may try: `free` times, then after pauses that double from `pauseSeconds` up
 * to `pauseMostSeconds`.
 */
export interface Allowance {
  readonly source: string;
  readonly free: number;
  readonly pauseSeconds: number;
  readonly pauseMostSeconds: number;
}

/** After this long without an attempt, a source's count starts from zero. */
const FORGOTTEN_AFTER = '1 hour';

/**
 * Counts an attempt of each source, unless one of them is blocked. Rows by `login_attempts_pkey`.
 * - An attempt at a blocked source counts nowhere here. So nobody can prolong a block.
 * - The sources are locked in order, so that two requests never wait for each other in a circle.
 * - It uses clock_timestamp(), since now() is the time before a wait for a row's lock. A row that
 *   was written during the wait would lie in the future and look blocked.
 */
const count = new Prepared<{ source: string }>(
  'throttle_count',
  `insert into login_attempts as a (source, attempts, attempted_at, blocked_until)
   select source, 1, clock_timestamp(), clock_timestamp() from unnest($1::text[]) as t (source)
   where not exists (select from login_attempts where source = any($1) and blocked_until > clock_timestamp())
   order by source
   on conflict (source) do update
   set (attempts, attempted_at, blocked_until) = (
     select c.attempts, clock_timestamp(), clock_timestamp() + make_interval(secs =>
              case when c.attempts < t.free then 0 else least(t.most, t.pause * 2.0 ^ least(c.attempts - t.free, 20)) end)
     from unnest($1::text[], $2::int[], $3::int[], $4::int[]) as t (source, free, pause, most),
          lateral (select case when a.attempted_at < now() - interval '${FORGOTTEN_AFTER}' then 1 else a.attempts + 1 end) as c (attempts)
     where t.source = a.source)
   where a.blocked_until <= clock_timestamp()
   returning a.source`,
);

/** Seconds until the last of the sources is free again. */
const wait = new Prepared<{ seconds: number }>(
  'throttle_wait',
  `select ceil(extract(epoch from max(blocked_until) - now()))::int as seconds from login_attempts where source = any($1)`,
);

/** Takes one attempt back from each source of $1, and deletes those of $2. */
const forgive = new Prepared<object>(
  'throttle_forgive',
  `with forgotten as (delete from login_attempts where source = any($2))
   update login_attempts set attempts = greatest(attempts - 1, 0) where source = any($1)`,
);

/** A source may be blocked for an hour at most, and its count is forgotten after another. */
const KEPT_FOR = '1 day';

const deleteOld = new Prepared<{ source: string }>(
  'login_attempts_delete_old',
  `delete from login_attempts
   where source in (
     select source from login_attempts where attempted_at < now() - interval '${KEPT_FOR}' order by attempted_at limit 1000)
   returning source`,
);

/**
 * Slows down callers who try too often. The counts are in the database, by its clock, so they
 * outlast a restart and hold for all replicas.
 */
@Injectable()
export class Throttle {
  constructor(private readonly database: Database) {}

  /**
   * Counts an attempt before it is made, so that simultaneous attempts count too.
   * @param own sources that are the caller's alone, such as an address
   * @param everybody sources that all callers share, such as an account. An attempt that one of
   *   them refuses still counts at the caller's own. So going on costs whoever does it.
   * @throws TooManyAttempts
   */
  async count(own: readonly Allowance[], everybody: readonly Allowance[] = []): Promise<void> {
    const all = [...own, ...everybody];
    if (await this.add(all)) return;
    const [row] = await this.database.run(wait, [all.map((allowance) => allowance.source)]);
    if (everybody.length > 0) await this.add(own);
    throw new TooManyAttempts(Math.max(row?.seconds ?? 1, 1));
  }

  /** Counts an attempt of each source; false, and nothing counted, when one of them is blocked. */
  private async add(allowances: readonly Allowance[]): Promise<boolean> {
    const counted = await this.database.run(count, [
      allowances.map((allowance) => allowance.source),
      allowances.map((allowance) => allowance.free),
      allowances.map((allowance) => allowance.pauseSeconds),
      allowances.map((allowance) => allowance.pauseMostSeconds),
    ]);
    return counted.length === allowances.length;
  }

  /**
   * To be called after a success. Takes the attempt back from `shared` sources, and every attempt
   * from `own` ones.
   */
  async forgive(shared: readonly Allowance[], own: readonly Allowance[] = []): Promise<void> {
    const [taken, forgotten] = [shared, own].map((each) => each.map(({ source }) => source));
    await this.database.run(forgive, [taken, forgotten]);
  }

  /**
   * Forgets the attempts at these accounts, as `nameAccount` names them, from every address.
   * Reads the table, which holds the attempts of a day.
   */
  async forgetAccounts(tx: Tx, accounts: readonly string[]): Promise<void> {
    const text = `delete from login_attempts where array_to_string((string_to_array(source, ':'))[1:2], ':') = any($1)`;
    await tx.query(text, [accounts]);
  }

  /**
   * Deletes up to 1,000 counts that are a day old, and gives their number.
   * By `login_attempts_attempted_at_idx`.
   */
  async deleteOld(): Promise<number> {
    return (await this.database.run(deleteOld, [])).length;
  }
}
