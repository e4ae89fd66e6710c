import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { CHANGES_AT_ONCE, lockMarkSql, type SumStatements, stepSums } from '../../database/sum-steps.js';

const foldSql = `
  with changed as (
    delete from order_changes
    where ctid = any(array(select ctid from order_changes where began_at < $1 limit ${CHANGES_AT_ONCE}))
    returning *
  )
  insert into order_sums as s (began_at, currency, placed, cancelled, amount)
  select began_at, currency, sum(placed), sum(cancelled), sum(amount) from changed group by 1, 2
  on conflict (began_at, currency) do update
  set placed = s.placed + excluded.placed, cancelled = s.cancelled + excluded.cancelled, amount = s.amount + excluded.amount
  returning 1`;

const sumSql = `
  with voided as (
    delete from order_changes where began_at >= $1 and began_at < $2
  )
  insert into order_sums (began_at, currency, placed, cancelled, amount)
  select quarter_hour(created_at), currency, count(*), count(*) filter (where status = 'cancelled'),
         coalesce(sum(amount) filter (where status <> 'cancelled'), 0)
  from orders
  where id >= first_id_at($1::timestamptz - interval '1 hour') and id < first_id_at($2::timestamptz + interval '1 hour')
    and created_at >= $1 and created_at < $2
  group by 1, 2`;

/** A day after the oldest order, or after the sums that there are: one step sums a day. */
const pieceSql = `
  select least($2::timestamptz, interval '1 day' + case when $1::timestamptz > '-infinity' then $1::timestamptz
                else coalesce((select quarter_hour(created_at) from orders order by id limit 1), $2) end)::text as until`;

const STATEMENTS: SumStatements = {
  lock: lockMarkSql('order_mark'),
  close: 'update order_mark set closing_until = $1, closing_xid = pg_current_xact_id()',
  move: `
    update order_mark
    set summed_until = $1, closing_until = nullif(closing_until, $1), closing_xid = case when closing_until > $1 then closing_xid end`,
  reset: 'update order_mark set summed_until = $1, closing_until = null, closing_xid = null',
  drop: 'delete from order_sums where began_at >= $1',
  fold: foldSql,
  sum: sumSql,
  piece: pieceSql,
};

/** Makes the sums that figures of orders read. */
@Injectable()
export class OrderSumsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Does one step, and gives 0 when there is nothing to do now. See {@link stepSums}.
   * - By `orders_pkey`: an id begins with its time. An hour is left for clocks that differ.
   */
  step(): Promise<number> {
    return stepSums(this.database, STATEMENTS);
  }
}
