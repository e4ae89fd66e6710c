import type { JSX } from 'preact';
import { Badge, type Tone } from '../../kit/badge.js';
import { type Column, DataTable } from '../../kit/data-table.js';
import { FigureTile } from '../../kit/figure-tile.js';
import { smsStateWords } from '../messages/sms-state.words.js';
import { OrderBadge } from '../orders/state-badges.js';

interface SampleRow {
  readonly name: string;
  readonly sum: string;
  readonly tone: Tone;
}

const ROWS: readonly SampleRow[] = [
  { name: 'Maize flour, 2 kg', sum: 'KES 180.00', tone: 'good' },
  { name: 'Sukuma wiki, three bunches, with a note that is rather long', sum: 'KES 12,150.00', tone: 'waiting' },
];

const COLUMNS: readonly Column<SampleRow>[] = [
  { heading: 'Item', cell: ({ name }) => <a href="/desk/kit">{name}</a> },
  { heading: 'Amount', isFigure: true, cell: ({ sum }) => sum },
  { heading: 'State', cell: ({ tone }) => <Badge tone={tone}>{tone}</Badge> },
];

/** The pieces that show how things stand: figures, tables, badges and what is said in passing. */
export function KitStates(): JSX.Element {
  const states = Object.entries(smsStateWords.en);
  return (
    <>
      <section class="piece">
        <h2>Figure</h2>
        <div class="tiles">
          <FigureTile label="Orders today" value="41" href="/desk/kit" />
          <FigureTile label="Money today" value="KES 18,240.00">
            <p class="quiet">With a second line</p>
          </FigureTile>
        </div>
      </section>
      <section class="piece">
        <h2>Table, and cards on a phone</h2>
        <DataTable caption="Orders" columns={COLUMNS} rows={ROWS} keyOf={({ name }) => name} />
      </section>
      <section class="piece">
        <h2>Badge</h2>
        <p class="steps">
          <OrderBadge status="pending" /> <OrderBadge status="confirmed" /> <OrderBadge status="cancelled" />
          <Badge tone="good">good</Badge> <Badge tone="waiting">waiting</Badge> <Badge tone="bad">bad</Badge>{' '}
          <Badge tone="neutral">neutral</Badge>
        </p>
        <ul>
          {states.map(([cause, { state }]) => (
            <li key={cause}>{state}</li>
          ))}
        </ul>
      </section>
      <section class="piece">
        <h2>Toast, and the bar of a lost connection</h2>
        <p class="toast">1 new order came in.</p>
        <div class="trouble">
          <p>No connection. What you typed is kept; send again when it is back.</p>
        </div>
      </section>
    </>
  );
}
