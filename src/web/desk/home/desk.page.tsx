import type { JSX } from 'preact';
import { type DayFigures, PENDING_MOST } from '../../../orders/figures/day-figures.service.js';
import type { SearchedOrder } from '../../../orders/searching/order-search.js';
import { EmptyState } from '../../kit/empty-state.js';
import { FigureTile } from '../../kit/figure-tile.js';
import { useFormats } from '../../kit/formats.js';
import { useWords } from '../../kit/page-context.js';
import { DeskLayout } from '../desk-layout.js';
import { OrdersTable } from '../orders/orders-table.js';
import { deskWords } from './desk.words.js';

interface DeskPageProps {
  readonly day: DayFigures;
  readonly newest: readonly SearchedOrder[];
  /** Whether the demo shop may be had. */
  readonly isDevelopment: boolean;
}

/** What happens in the shop today. */
export function DeskPage({ day, newest, isDevelopment }: DeskPageProps): JSX.Element {
  const words = useWords(deskWords);
  const { count, money } = useFormats();
  const pending = count(day.pending);
  return (
    <DeskLayout
      title={words.title}
      at="/desk"
      focusesFind
      head={
        <noscript>
          <meta http-equiv="refresh" content="60" />
        </noscript>
      }
    >
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
      {newest.length === 0 ? (
        <EmptyState title={words.nothing}>
          <p>{words.nothingHint}</p>
          {isDevelopment && <p class="quiet">{words.demo}</p>}
        </EmptyState>
      ) : (
        <>
          <h2>{words.newest}</h2>
          <OrdersTable rows={newest} />
        </>
      )}
    </DeskLayout>
  );
}
