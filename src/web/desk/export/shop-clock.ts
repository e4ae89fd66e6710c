const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;

/** Quarters of an hour that are remembered: some hundred days. */
const REMEMBERED_MOST = 10_000;

/**
 * Writes times on the shop's clock as spreadsheets read them: 2026-11-22 05:47.
 * - One look at the rules of the time zone serves a quarter of an hour. It takes longer than all
 *   the rest of a row.
 * - Where the clock changes within a quarter, each time is looked at.
 */
export function makeClock(timeZone: string): (at: Date | string) => string {
  // Swedish writes a day and a time as ISO 8601 does.
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const remembered = new Map<number, QuarterStart | null>();
  const remember = (quarter: number): QuarterStart | null => {
    if (remembered.size >= REMEMBERED_MOST) remembered.clear();
    const first = split(clock.format(quarter * QUARTER_MS));
    const last = split(clock.format((quarter + 1) * QUARTER_MS - 1));
    const isEven = first.hour === last.hour && last.minute - first.minute === 14;
    remembered.set(quarter, isEven ? first : null);
    return isEven ? first : null;
  };
  return (at) => {
    const ms = typeof at === 'string' ? Date.parse(at) : at.getTime();
    const quarter = Math.floor(ms / QUARTER_MS);
    const known = remembered.get(quarter);
    const start = known === undefined ? remember(quarter) : known;
    if (start === null) return clock.format(ms);
    const minute = start.minute + Math.floor((ms - quarter * QUARTER_MS) / MINUTE_MS);
    return minute < 10 ? `${start.hour}0${minute}` : `${start.hour}${minute}`;
  };
}

/** When a quarter of an hour begins. */
interface QuarterStart {
  /** The day and the hour, such as "2026-11-22 05:". */
  readonly hour: string;
  readonly minute: number;
}

const split = (written: string): QuarterStart => ({ hour: written.slice(0, -2), minute: Number(written.slice(-2)) });
