import type { JSX } from 'preact';
import type { ColumnName, RowState } from '../../../imports/import.js';
import type { ImportView, RowsPage } from '../../../imports/imports.service.js';
import { formatPrice } from '../../../money/amount.js';
import { CursorPager } from '../../kit/cursor-pager.js';
import { formatMoney, useFormats } from '../../kit/formats.js';
import { usePageContext, useWords } from '../../kit/page-context.js';
import { DeskLayout } from '../desk-layout.js';
import { importRowsWords } from './import-rows.words.js';
import { ImportState } from './import-state.js';
import { RowsTable } from './rows-table.js';

interface ImportCheckPageProps {
  readonly view: ImportView;
  readonly page: RowsPage;
  /** Which rows are shown; null for all. */
  readonly shown: RowState | null;
  readonly isFirst: boolean;
  /** Whether somebody else was faster to start it. */
  readonly isLate?: boolean;
}

/** How each row of a file stands, the button that adds the new ones, and how far that is. */
export function ImportCheckPage({ view, page, shown, isFirst, isLate = false }: ImportCheckPageProps): JSX.Element {
  const words = useWords(importRowsWords);
  const { kind, id, started_at, ended_at } = view.import;
  const isRunning = started_at !== null && ended_at === null;
  const address = new URL(`http://desk/desk/import/${id}`);
  if (shown !== null) address.searchParams.set('state', shown);
  const refresh = (
    <noscript>
      <meta http-equiv="refresh" content="3" />
    </noscript>
  );
  return (
    <DeskLayout title={words.title[kind]} at="/desk/import" head={isRunning ? refresh : undefined}>
      <div class="heading">
        <h1>{words.title[kind]}</h1>
        <a class="action" href="/desk/import">
          {words.another}
        </a>
      </div>
      {isLate && (
        <p class="news bad" role="alert">
          {words.started}
        </p>
      )}
      <ImportState view={view} />
      {started_at === null && <StartForm view={view} />}
      {!isRunning && (
        <section aria-labelledby="rows-heading">
          <div class="heading">
            <h2 id="rows-heading">{shown === null ? words.all : words.states[shown]}</h2>
            {shown !== null && <a href={address.pathname}>{words.all}</a>}
          </div>
          {view.counts.wrong > 0 && (
            <p>
              <a href={`${address.pathname}/wrong.csv`}>{words.wrongFile}</a>{' '}
              <span class="quiet">{words.wrongHint}</span>
            </p>
          )}
          <RowsTable kind={kind} read={view.import.columns.read} rows={page.rows} />
          <CursorPager address={address} next={page.next === null ? null : String(page.next)} isFirst={isFirst} />
        </section>
      )}
    </DeskLayout>
  );
}

/** What was read, and the button that adds what is new. */
function StartForm({ view }: { readonly view: ImportView }): JSX.Element {
  const words = useWords(importRowsWords);
  const { count } = useFormats();
  const { id, kind, columns } = view.import;
  const fresh = view.counts.new;
  const read = Object.entries(columns.read).map(([column, heading]) =>
    words.as(heading, words.columns[column as ColumnName]),
  );
  return (
    <>
      <dl class="import-columns">
        <dt>{words.read}</dt>
        <dd>{read.join(' · ')}</dd>
        {columns.unread.length > 0 && (
          <>
            <dt>{words.unread}</dt>
            <dd>{columns.unread.map((heading) => `“${heading}”`).join(', ')}</dd>
          </>
        )}
      </dl>
      {fresh === 0 ? (
        <p class="news">{words.nothingNew}</p>
      ) : (
        <form class="narrow start-form" method="post" action={`/desk/import/${id}/start`}>
          {kind === 'orders' && columns.read.reference === undefined && <p class="quiet">{words.unnamed}</p>}
          {kind === 'orders' && <NotifyChoice view={view} />}
          <button type="submit">{words.add[kind](count(fresh))}</button>
        </form>
      )}
    </>
  );
}

/** It is off at first, and says what it costs. */
function NotifyChoice({ view: { price } }: { readonly view: ImportView }): JSX.Element {
  const words = useWords(importRowsWords);
  const { count } = useFormats();
  const { shop } = usePageContext();
  if (price.segments === 0) return <p class="quiet">{words.notifyNone}</p>;
  const currency = price.currency ?? shop.currency;
  const cost = formatMoney(formatPrice(price.price, currency), currency);
  return (
    <label class="tick">
      <input type="checkbox" name="notify" value="on" />
      <span>
        {words.notify} <span class="quiet second">{words.notifyHint(count(price.segments), cost)}</span>
      </span>
    </label>
  );
}
