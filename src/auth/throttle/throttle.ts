import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { Prepared } from '../../database/prepared.js';
import { TooManyAttempts } from '../auth.errors.js';

/** How often one source may try: `free` times, then with a pause that doubles from `pauseSeconds` up to `pauseMostSeconds`. */
export interface Allowance {
  readonly source: string;
  readonly free: number;
  readonly pauseSeconds: number;
  readonly pauseMostSeconds: number;
}

/** After this long without an attempt, a source starts afresh. */
const FORGOTTEN_AFTER = '1 hour';

/**
 * Counts an attempt of each source unless one of them is blocked; the sources come sorted, so that two requests never wait for each other. Rows
 * by `login_attempts_pkey`. A blocked attempt counts nowhere: nobody can prolong somebody's block, nor use one block to bring about another. It
 * reads the clock, not the statement's beginning: who waited for a row's lock would find a row from the future and take it for blocked.
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

/** Takes one attempt back from each of the first sources, forgets the second ones, and clears away what is long past. */
const forgive = new Prepared<object>(
  'throttle_forgive',
  `with past as (
     delete from login_attempts where source in (
       select source from login_attempts where attempted_at < now() - interval '1 day' order by attempted_at limit 100 for update skip locked)),
   forgotten as (delete from login_attempts where source = any($2))
   update login_attempts set attempts = greatest(attempts - 1, 0) where source = any($1)`,
);

/** Slows down whoever tries too often. Counts live in the database: they outlast a restart and hold for all replicas, by the database's clock. */
@Injectable()
export class Throttle {
  constructor(private readonly database: Database) {}

  /** Counts an attempt before it is made, so that attempts made at once count too. @throws TooManyAttempts */
  async count(allowances: readonly Allowance[]): Promise<void> {
    const counted = await this.database.run(count, [
      allowances.map((allowance) => allowance.source),
      allowances.map((allowance) => allowance.free),
      allowances.map((allowance) => allowance.pauseSeconds),
      allowances.map((allowance) => allowance.pauseMostSeconds),
    ]);
    if (counted.length === allowances.length) return;
    const [row] = await this.database.run(wait, [allowances.map((allowance) => allowance.source)]);
    throw new TooManyAttempts(Math.max(row?.seconds ?? 1, 1));
  }

  /** After a success: the attempt no longer counts against `shared` sources, and nothing counts against the `own` ones. */
  async forgive(shared: readonly string[], own: readonly string[]): Promise<void> {
    await this.database.run(forgive, [shared, own]);
  }
}
