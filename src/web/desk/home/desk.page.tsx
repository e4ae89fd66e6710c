import type { JSX } from 'preact';
import { type DayFigures, PENDING_MOST } from '../../../orders/figures/day-figures.service.js';
import { FigureTile } from '../../kit/figure-tile.js';
import { useFormats } from '../../kit/formats.js';
import { useWords } from '../../kit/page-context.js';
import { DeskLayout } from '../desk-layout.js';
import { deskWords } from './desk.words.js';

interface DeskPageProps {
  readonly day: DayFigures;
}

/** What happens in the shop today. */
export function DeskPage({ day }: DeskPageProps): JSX.Element {
  const words = useWords(deskWords);
  const { count, money } = useFormats();
  const pending = count(day.pending);
  return (
    <DeskLayout title={words.title} at="/desk" focusesFind>
      <h1>{words.title}</h1>
      <div class="tiles">
        <FigureTile label={words.orders} value={count(day.orders)} href="/desk/orders" />
        <FigureTile label={words.amount} value={money(day.amount)} />
        <FigureTile
          label={words.pending}
          value={day.pending < PENDING_MOST ? pending : words.atLeast(pending)}
          href="/desk/orders?status=pending"
        />
      </div>
    </DeskLayout>
  );
}
