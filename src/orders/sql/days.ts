/**
 * The orders of some days of a time zone, as a condition on the columns of `orders`.
 * - Ids begin with the time. They bound the walk, an hour further on both sides, since the clocks
 *   of processes and database may differ. The day itself is that of `created_at`.
 * @param from the value that is the first day; null for any
 * @param to the value that is the last day, which is included; null for any
 * @param zone the value that is the time zone
 */
export const ofDaysSql = (from: string, to: string, zone: string): string => `
  (${from}::date is null or (
    id >= first_id_at(${from}::timestamp at time zone ${zone} - interval '1 hour')
    and (created_at at time zone ${zone})::date >= ${from}::date))
  and (${to}::date is null or (
    id < first_id_at((${to}::timestamp + interval '1 day') at time zone ${zone} + interval '1 hour')
    and (created_at at time zone ${zone})::date <= ${to}::date))`;
