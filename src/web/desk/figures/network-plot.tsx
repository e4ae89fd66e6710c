import { scaleBand, scaleLinear } from 'd3-scale';
import type { JSX } from 'preact';
import { PLOT } from './plot-area.js';

/** A network's bar. */
export interface NetworkBar {
  readonly network: string;
  /** 0 to 1. */
  readonly share: number;
  /** The share as text. */
  readonly written: string;
  readonly says: string;
}

interface NetworkPlotProps {
  readonly bars: readonly NetworkBar[];
  /** What the plot is of. */
  readonly title: string;
}

const ROW = 36;
const NAME = 110;
const SHARE = 72;

/** What share of its SMS each network delivered, in one lying bar for each. */
export function NetworkPlot({ bars, title }: NetworkPlotProps): JSX.Element {
  const height = bars.length * ROW;
  const y = scaleBand(
    bars.map(({ network }) => network),
    [0, height],
  ).padding(0.25);
  const x = scaleLinear([0, 1], [NAME, PLOT.width - SHARE]);
  const middle = (network: string): number => (y(network) ?? 0) + y.bandwidth() / 2;
  return (
    <svg class="plot" viewBox={`0 0 ${PLOT.width} ${height}`} role="img">
      <title>{title}</title>
      {bars.map(({ network, share, written, says }) => (
        <g key={network}>
          <text x={NAME - 8} y={middle(network)} dy="0.32em" text-anchor="end">
            {network}
          </text>
          <rect class="whole" x={x(0)} y={y(network)} width={x(1) - x(0)} height={y.bandwidth()} />
          <rect x={x(0)} y={y(network)} width={x(share) - x(0)} height={y.bandwidth()}>
            <title>{says}</title>
          </rect>
          <text x={x(1) + 8} y={middle(network)} dy="0.32em">
            {written}
          </text>
        </g>
      ))}
    </svg>
  );
}
