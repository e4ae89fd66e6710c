import type { JSX } from 'preact';
import type { BudgetToday } from '../../../notifications/attention/attention.service.js';
import { type DayFigures, PENDING_MOST } from '../../../orders/figures/day-figures.service.js';
import type { SearchedOrder } from '../../../orders/searching/order-search.js';
import { EmptyState } from '../../kit/empty-state.js';
import { FigureTile } from '../../kit/figure-tile.js';
import { useFormats } from '../../kit/formats.js';
import { useWords } from '../../kit/page-context.js';
import { Toast } from '../../kit/toast.js';
import { DeskLayout } from '../desk-layout.js';
import { liveAttributes } from '../live/live-source.js';
import { BudgetTile } from '../messages/budget-tile.js';
import type { CauseGroup } from '../messages/cause-groups.js';
import { useCounted } from '../messages/counted.js';
import { OrdersTable } from '../orders/orders-table.js';
import { deskWords } from './desk.words.js';

interface TodayProps {
  readonly day: DayFigures;
  readonly budget: BudgetToday;
  /** Notifications that need somebody. */
  readonly groups: readonly CauseGroup[];
  readonly newest: readonly SearchedOrder[];
  /** Whether the demo shop may be had. */
  readonly isDevelopment: boolean;
}

/** What happens in the shop today. */
export function DeskPage({ mark, ...today }: TodayProps & { readonly mark: string }): JSX.Element {
  const words = useWords(deskWords);
  return (
    <DeskLayout
      title={words.title}
      at="/desk"
      focusesFind
      mark={mark}
      head={
        <noscript>
          <meta http-equiv="refresh" content="60" />
        </noscript>
      }
    >
      <h1>{words.title}</h1>
      <Today {...today} />
    </DeskLayout>
  );
}

/**
 * The part of that page that changes, and how many orders came meanwhile.
 * @param newestBefore id of the newest order that the page had; empty when it had none
 */
export function TodayNews({ newestBefore, ...today }: TodayProps & { readonly newestBefore: string }): JSX.Element {
  const words = useWords(deskWords);
  const came = today.newest.filter(({ id }) => id > newestBefore).length;
  return (
    <>
      <Today {...today} />
      {came > 0 && <Toast>{words.came(came)}</Toast>}
    </>
  );
}

/** The figures of the day, and the newest orders. */
function Today({ day, budget, groups, newest, isDevelopment }: TodayProps): JSX.Element {
  const words = useWords(deskWords);
  const { count, money } = useFormats();
  const counted = useCounted();
  const needing = groups.reduce((sum, { notifications }) => sum + notifications, 0);
  const pending = count(day.pending);
  return (
    <div id="today" {...liveAttributes(`/desk?newest=${newest[0]?.id ?? ''}`)}>
      <div class="tiles">
        <FigureTile label={words.orders} value={count(day.orders)} href="/desk/orders" />
        <FigureTile label={words.amount} value={money(day.amount)} />
        <FigureTile
          label={words.pending}
          value={day.pending < PENDING_MOST ? pending : words.atLeast(pending)}
          href="/desk/orders?status=pending"
        />
        <FigureTile label={words.needing} value={counted(needing)} href="/desk/messages" />
        <BudgetTile budget={budget} />
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
    </div>
  );
}
