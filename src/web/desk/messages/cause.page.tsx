import type { JSX } from 'preact';
import { makeCursor } from '../../../http/paging/paging.js';
import type { Resendable } from '../../../notifications/attention/attention.repository.js';
import type { Price } from '../../../notifications/attention/attention.service.js';
import type { CallRow } from '../../../orders/calling/call.js';
import { CursorPager } from '../../kit/cursor-pager.js';
import { EmptyState } from '../../kit/empty-state.js';
import { useMay, useWords } from '../../kit/page-context.js';
import { DeskLayout } from '../desk-layout.js';
import { liveAttributes } from '../live/live-source.js';
import { CallTable } from './call-table.js';
import type { CauseGroup } from './cause-groups.js';
import { NeedingBadge } from './counted.js';
import { messagesWords } from './messages.words.js';
import { ResendAllStep } from './resend-all-step.js';
import { pathOf, type ResendNote } from './resend-form.js';
import { ResendNoteText } from './resend-note.js';
import { smsStateWords } from './sms-state.words.js';

export interface CausePageProps {
  readonly group: CauseGroup;
  readonly page: { readonly rows: readonly CallRow[]; readonly next: string | null };
  readonly isFirst: boolean;
  /** The newest that one press sends once more, and what that costs. */
  readonly found: Resendable;
  readonly price: Price;
  /** What one segment costs. */
  readonly priceOfOne: Price;
  /** What was done before this page; null when nothing was. */
  readonly note: ResendNote | null;
}

/** The notifications that need somebody for one cause, newest first. */
export function CausePage({ mark, ...shown }: CausePageProps & { readonly mark: string }): JSX.Element {
  const { state } = useWords(smsStateWords)[shown.group.cause];
  return (
    <DeskLayout title={state} at="/desk/messages" mark={shown.isFirst ? mark : undefined}>
      <CausePart {...shown} />
    </DeskLayout>
  );
}

/** The part of the page that the answer to a form replaces. */
export function CausePart(props: CausePageProps): JSX.Element {
  const words = useWords(messagesWords);
  return (
    <div id="messages">
      <p>
        <a href="/desk/messages">← {words.back}</a>
      </p>
      {props.note !== null && <ResendNoteText note={props.note} />}
      <CauseList {...props} />
    </div>
  );
}

/** The part that changes, and fetches itself again. */
export function CauseList({ group, page, isFirst, found, price, priceOfOne }: CausePageProps): JSX.Element {
  const words = useWords(messagesWords);
  const { state, next } = useWords(smsStateWords)[group.cause];
  const may = useMay();
  const shown = { cause: group.cause, asOf: found.as_of };
  return (
    <div id="cause" {...(isFirst ? liveAttributes(pathOf(group.cause)) : {})}>
      <div class="heading">
        <h1>{state}</h1>
        <NeedingBadge notifications={group.notifications} />
      </div>
      <p>{next}</p>
      {page.rows.length === 0 ? (
        <EmptyState title={words.none}>
          <p>{words.noneText}</p>
        </EmptyState>
      ) : (
        <>
          <div class="steps">
            {may('notifications:send') && (
              <ResendAllStep shown={shown} found={found} price={price} inAll={group.notifications} />
            )}
            <a class="action" href={`/desk/export/notifications.csv?reason=${group.cause}`} download>
              {words.callList}
            </a>
          </div>
          <CallTable caption={state} shown={shown} rows={page.rows} priceOfOne={priceOfOne} />
          <CursorPager
            address={new URL(pathOf(group.cause), 'http://desk')}
            next={page.next === null ? null : makeCursor(page.next)}
            isFirst={isFirst}
          />
        </>
      )}
    </div>
  );
}
