import { line } from 'd3-shape';
import type { JSX } from 'preact';
import { useFormats } from '../../kit/formats.js';
import { type DayBar, layOut, PLOT } from './plot-area.js';

interface DayPlotProps {
  /** Oldest first. */
  readonly bars: readonly DayBar[];
  /** What the plot is of. */
  readonly title: string;
  /** A line across the plot. It is left out where it would make the bars too low to see. */
  readonly limit?: { readonly value: number; readonly says: string };
}

/** How many times the highest bar a limit may be to stand on the plot. */
const LIMIT_MOST = 5;

/** Bars by day, as an image without script or style. */
export function DayPlot({ bars, title, limit }: DayPlotProps): JSX.Element {
  const { day } = useFormats();
  const highest = Math.max(0, ...bars.map(({ value }) => value));
  const shown = limit !== undefined && limit.value <= highest * LIMIT_MOST ? limit : null;
  const { x, y, labelled } = layOut(bars, shown?.value);
  const ticks = y.ticks(4).filter((tick) => Number.isInteger(tick) || highest < 4);
  return (
    <svg class="plot" viewBox={`0 0 ${PLOT.width} ${PLOT.height}`} role="img">
      <title>{title}</title>
      {ticks.map((tick) => (
        <g key={tick} class="tick">
          <line x1={PLOT.left} x2={PLOT.width - PLOT.right} y1={y(tick)} y2={y(tick)} />
          <text x={PLOT.left - 6} y={y(tick)} dy="0.32em" text-anchor="end">
            {SHORT.format(tick)}
          </text>
        </g>
      ))}
      {bars.map((bar) => (
        <rect key={bar.day} x={x(bar.day)} y={y(bar.value)} width={x.bandwidth()} height={y(0) - y(bar.value)}>
          <title>{bar.says}</title>
        </rect>
      ))}
      {labelled.map((each) => (
        <text
          key={each}
          class="day"
          x={(x(each) ?? 0) + x.bandwidth() / 2}
          y={PLOT.height - PLOT.bottom + 17}
          text-anchor="middle"
        >
          {bars.length <= 7 ? day(each).split(/[ ,]/)[0] : day(each).replace(/^\S+\s/, '')}
        </text>
      ))}
      {shown !== null && (
        <path
          class="limit"
          d={
            line()([
              [PLOT.left, y(shown.value)],
              [PLOT.width - PLOT.right, y(shown.value)],
            ]) ?? ''
          }
        >
          <title>{shown.says}</title>
        </path>
      )}
    </svg>
  );
}

/** Numbers of an axis, such as 12K. Readers of each of our languages know K and M. */
const SHORT = new Intl.NumberFormat('en-KE', { notation: 'compact', maximumFractionDigits: 1 });
