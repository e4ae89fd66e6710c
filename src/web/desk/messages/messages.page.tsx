import type { JSX } from 'preact';
import type { WaitingRow } from '../../../notifications/attention/attention.repository.js';
import type { BudgetToday } from '../../../notifications/attention/attention.service.js';
import type { CallRow } from '../../../orders/calling/call.js';
import { EmptyState } from '../../kit/empty-state.js';
import { FigureTile } from '../../kit/figure-tile.js';
import { useFormats } from '../../kit/formats.js';
import { useWords } from '../../kit/page-context.js';
import { DeskLayout } from '../desk-layout.js';
import { liveAttributes } from '../live/live-source.js';
import { BudgetTile } from './budget-tile.js';
import type { CauseGroup } from './cause-groups.js';
import { NeedingBadge, useCounted } from './counted.js';
import { messagesWords } from './messages.words.js';
import { pathOf } from './resend-form.js';
import { explainSms, smsStateWords } from './sms-state.words.js';

export interface MessagesProps {
  readonly waiting: WaitingRow;
  readonly budget: BudgetToday;
  readonly groups: readonly CauseGroup[];
  /** The newest of each reason, the newest of all first. */
  readonly newest: readonly CallRow[];
  /** How many of them a group shows. */
  readonly shownOfEach: number;
}

/** What waits to go out, and what needs somebody, grouped by reason. */
export function MessagesPage({ mark, ...shown }: MessagesProps & { readonly mark: string }): JSX.Element {
  const words = useWords(messagesWords);
  return (
    <DeskLayout title={words.title} at="/desk/messages" mark={mark}>
      <h1>{words.title}</h1>
      <Messages {...shown} />
    </DeskLayout>
  );
}

/** The part of that page that changes. */
export function Messages({ waiting, budget, groups, newest, shownOfEach }: MessagesProps): JSX.Element {
  const words = useWords(messagesWords);
  const { count, instant } = useFormats();
  const counted = useCounted();
  const needing = groups.reduce((sum, { notifications }) => sum + notifications, 0);
  return (
    <div id="reasons" {...liveAttributes('/desk/messages')}>
      <div class="tiles">
        <FigureTile label={words.waiting} value={counted(waiting.queued)}>
          <p class="quiet">
            {waiting.oldest_at === null ? words.nothingWaits : words.oldest(instant(waiting.oldest_at))}
          </p>
        </FigureTile>
        <FigureTile label={words.sending} value={count(waiting.sending)} />
        <FigureTile label={words.needsSomebody} value={counted(needing)} />
        <BudgetTile budget={budget} />
      </div>
      {groups.length === 0 ? (
        <EmptyState title={words.allWell}>
          <p>{words.allWellText}</p>
        </EmptyState>
      ) : (
        <>
          <div class="heading">
            <h2>{words.groups}</h2>
            <a class="action" href="/desk/export/notifications.csv" download>
              {words.callList}
            </a>
          </div>
          <div class="causes">
            {groups.map((group) => (
              <Cause key={group.cause} group={group} newest={ofGroup(newest, group).slice(0, shownOfEach)} />
            ))}
          </div>
        </>
      )}
    </div>
  );
}

const ofGroup = (rows: readonly CallRow[], { cause }: CauseGroup): readonly CallRow[] =>
  rows.filter((row) => explainSms(row.status, row.reason).cause === cause);

interface CauseProps {
  readonly group: CauseGroup;
  readonly newest: readonly CallRow[];
}

/** One reason: what it means, what to do, and the newest whom it concerns. */
function Cause({ group: { cause, notifications }, newest }: CauseProps): JSX.Element {
  const words = useWords(messagesWords);
  const { state, next } = useWords(smsStateWords)[cause];
  const { phone, shortInstant } = useFormats();
  const counted = useCounted();
  return (
    <article>
      <div class="facts">
        <h3>{state}</h3>
        <NeedingBadge notifications={notifications} />
      </div>
      <p>{next}</p>
      <ul class="newest">
        {newest.map((row) => (
          <li key={row.id}>
            <bdi>
              <strong>{row.customer_name ?? words.nobody}</strong>
            </bdi>{' '}
            <a href={`tel:${row.phone}`}>
              <bdi>{phone(row.phone)}</bdi>
            </a>
            <span class="quiet">
              {row.order_number !== null && (
                <>
                  {words.order(row.order_number)} · <bdi>{row.item}</bdi> ·{' '}
                </>
              )}
              {shortInstant(row.created_at)}
            </span>
          </li>
        ))}
      </ul>
      <a class="action" href={pathOf(cause)}>
        {notifications === 1 ? words.showOne : words.showAll(counted(notifications))}
      </a>
    </article>
  );
}
