import type { JSX } from 'preact';
import type { AppError } from '../../../errors.js';
import { useFormats } from '../../kit/formats.js';
import { useMay, usePageContext, useWords } from '../../kit/page-context.js';
import { explainSms, smsStateWords } from '../messages/sms-state.words.js';
import { useFormProblem } from '../problems/form-problem.words.js';
import { type OrderDeed, orderWords } from './order.words.js';
import type { OrderView } from './order-view.service.js';
import { nameActor } from './who-did.js';

/** What the page of an order says first. */
export type OrderNews =
  /** The order was just taken. */
  | { readonly kind: 'placed' }
  | { readonly kind: 'done'; readonly deed: OrderDeed }
  /** Somebody was faster. `about` is what was to be changed. */
  | { readonly kind: 'conflict'; readonly about: 'order' | 'sms' }
  | { readonly kind: 'problem'; readonly problem: AppError };

interface ShownNewsProps {
  readonly view: OrderView;
  readonly news: OrderNews | null;
}

/** Says what was just done, or why it was not. It has the focus, and a keyboard goes on from it. */
export function ShownNews({ view, news }: ShownNewsProps): JSX.Element | null {
  const words = useWords(orderWords);
  const explain = useFormProblem();
  switch (news?.kind) {
    case 'placed':
      return <Placed />;
    case 'done':
      return (
        // biome-ignore lint/a11y/noAutofocus: the keyboard goes on from the answer
        <p class="news good" role="status" tabIndex={-1} autoFocus>
          {words.done[news.deed]}
        </p>
      );
    case 'conflict':
      return <Conflict view={view} about={news.about} />;
    case 'problem':
      return (
        // biome-ignore lint/a11y/noAutofocus: the keyboard goes on from the answer
        <p class="news bad" role="alert" tabIndex={-1} autoFocus>
          {words.problems[news.problem.code] ?? explain(news.problem)}
        </p>
      );
    default:
      return null;
  }
}

/** The order was taken. Enter begins the next one. */
function Placed(): JSX.Element {
  const words = useWords(orderWords);
  const may = useMay();
  return (
    <div class="news good" role="status" data-draft-done="new-order">
      <p>{words.taken}</p>
      {may('orders:write') && (
        // biome-ignore lint/a11y/noAutofocus: Enter begins the next order
        <a class="action primary" href="/desk/orders/new" autoFocus>
          {words.nextOrder}
        </a>
      )}
    </div>
  );
}

/** Somebody was faster: who, when, and what they did. */
function Conflict({ view, about }: { readonly view: OrderView; readonly about: 'order' | 'sms' }): JSX.Element {
  const words = useWords(orderWords);
  const states = useWords(smsStateWords);
  const { moment } = useFormats();
  const { userId } = usePageContext();
  const sms = view.notifications.at(-1);
  const asked = sms?.events.findLast(({ changed_by }) => changed_by !== null);
  const event = view.events.at(-1);
  const last =
    about === 'sms'
      ? { at: asked?.at ?? sms?.created_at, actor_id: asked?.changed_by ?? null, actor_kind: 'staff' }
      : { at: event?.at, actor_id: event?.actor_id ?? null, actor_kind: event?.actor_kind ?? null };
  const what =
    about === 'sms'
      ? states[explainSms(sms?.status ?? 'queued', sms?.reason ?? null).cause].state
      : (words.happened[event?.kind ?? ''] ?? '');
  const time = last.at === undefined ? '' : moment(last.at);
  const isOwn = last.actor_id !== null && last.actor_id === userId;
  const name = last.actor_id === null ? '' : ` (${nameActor(last, view, words)})`;
  return (
    // biome-ignore lint/a11y/noAutofocus: the keyboard goes on from the answer
    <div class="news bad" role="alert" tabIndex={-1} autoFocus>
      <p>
        <strong>{isOwn ? words.ownConflict(time) : words.conflict(name, time)}</strong>
      </p>
      <p>{words.conflictText(what)}</p>
    </div>
  );
}
