import { type ScaleBand, type ScaleLinear, scaleBand, scaleLinear } from 'd3-scale';
import { utcDay, utcMonday } from 'd3-time';

/** Units of the drawing. CSS gives it its width on the page. */
export const PLOT = { width: 480, height: 210, left: 44, right: 8, top: 10, bottom: 26 };

/** A bar of a day. */
export interface DayBar {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly value: number;
  /** What the bar says to who points at it or hears it. */
  readonly says: string;
}

/** Where the bars of some days stand. */
export interface PlotArea {
  readonly x: ScaleBand<string>;
  readonly y: ScaleLinear<number, number>;
  /** The days that have a label below them. */
  readonly labelled: readonly string[];
}

/**
 * Lays out the bars of some days, oldest first, from 0 up to the highest.
 * @param atLeast a value that has to be on the plot too, such as a limit
 */
export function layOut(bars: readonly DayBar[], atLeast = 0): PlotArea {
  const highest = Math.max(atLeast, ...bars.map(({ value }) => value));
  const x = scaleBand(
    bars.map(({ day }) => day),
    [PLOT.left, PLOT.width - PLOT.right],
  ).padding(0.2);
  const y = scaleLinear([0, highest === 0 ? 1 : highest], [PLOT.height - PLOT.bottom, PLOT.top]).nice(4);
  return { x, y, labelled: labelledOf(bars.map(({ day }) => day)) };
}

/** Each day of a week; Mondays of a month; every second Monday of more. */
function labelledOf(days: readonly string[]): readonly string[] {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const mondaysApart = days.length <= 31 ? 1 : 2;
  const interval = days.length <= 7 ? utcDay : utcMonday.every(mondaysApart);
  const until = utcDay.offset(new Date(last), 1);
  return interval?.range(new Date(first), until).map((day) => day.toISOString().slice(0, 10)) ?? [];
}

/**
 * The row with the highest value above 0, the first of several; null when there is none.
 * What a sentence about a plot begins with.
 */
export function highestOf<Row>(rows: readonly Row[], read: (row: Row) => number): Row | null {
  let highest: Row | null = null;
  let value = 0;
  for (const row of rows) {
    if (read(row) <= value) continue;
    highest = row;
    value = read(row);
  }
  return highest;
}
