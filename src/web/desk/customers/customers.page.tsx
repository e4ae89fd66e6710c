import type { JSX } from 'preact';
import type { CustomerRow } from '../../../customers/customer-row.js';
import type { Page } from '../../../database/pages.js';
import { makeCursor } from '../../../http/paging/paging.js';
import { CursorPager } from '../../kit/cursor-pager.js';
import { type Column, DataTable } from '../../kit/data-table.js';
import { EmptyState } from '../../kit/empty-state.js';
import { useFormats } from '../../kit/formats.js';
import { useMay, useWords } from '../../kit/page-context.js';
import { DeskLayout } from '../desk-layout.js';
import { customersWords } from './customers.words.js';

/** Customers that a search shows, at most. */
export const FOUND_A_PAGE = 25;

interface CustomersPageProps {
  /** What was searched for; empty for the list of all. */
  readonly typed: string;
  readonly page: Page<CustomerRow>;
  readonly isFirst: boolean;
}

/** The list of all customers, or those who were found. */
export function CustomersPage({ typed, page: { rows, next }, isFirst }: CustomersPageProps): JSX.Element {
  const words = useWords(customersWords);
  const may = useMay();
  return (
    <DeskLayout title={words.title} at="/desk/customers">
      <div class="heading">
        <h1>{words.title}</h1>
        {may('export') && (
          <a class="action" href="/desk/export/customers.csv">
            {words.download}
          </a>
        )}
      </div>
      <search>
        <form class="search-line" action="/desk/customers" method="get">
          <label>
            {words.search}
            <input type="search" name="q" value={typed} maxLength={200} autocomplete="off" spellcheck={false} />
          </label>
          <button type="submit">{words.searchButton}</button>
          {typed !== '' && <a href="/desk/customers">{words.all}</a>}
        </form>
      </search>
      {rows.length === 0 ? <Nobody typed={typed} /> : <CustomersTable typed={typed} rows={rows} />}
      <CursorPager
        address={new URL('http://desk/desk/customers')}
        next={next === null ? null : makeCursor(next)}
        isFirst={isFirst}
      />
    </DeskLayout>
  );
}

interface CustomersTableProps {
  readonly typed: string;
  readonly rows: readonly CustomerRow[];
}

function CustomersTable({ typed, rows }: CustomersTableProps): JSX.Element {
  const words = useWords(customersWords);
  const formats = useFormats();
  const columns: readonly Column<CustomerRow>[] = [
    { heading: words.name, cell: ({ id, name }) => <a href={`/desk/customers/${id}`}>{name ?? words.erased}</a> },
    { heading: words.phone, cell: ({ phone }) => <span class="whole">{formats.phone(phone)}</span> },
    { heading: words.code, cell: ({ code }) => <span class="whole">{code}</span> },
    {
      heading: words.account,
      cell: ({ user_id, email }) =>
        email ?? <span class="quiet whole">{user_id === null ? words.noAccount : words.noEmail}</span>,
    },
    { heading: words.added, cell: ({ created_at }) => <span class="whole">{formats.shortInstant(created_at)}</span> },
  ];
  return (
    <>
      <DataTable
        caption={typed === '' ? words.caption : words.found}
        columns={columns}
        rows={rows}
        keyOf={({ id }) => id}
      />
      {typed !== '' && rows.length === FOUND_A_PAGE && <p class="quiet">{words.cut(FOUND_A_PAGE)}</p>}
    </>
  );
}

function Nobody({ typed }: Pick<CustomersTableProps, 'typed'>): JSX.Element {
  const words = useWords(customersWords);
  const may = useMay();
  if (typed !== '') return <EmptyState title={words.notFound(typed)}>{words.notFoundText}</EmptyState>;
  return (
    <EmptyState title={words.empty}>
      <p>{words.emptyText}</p>
      {may('orders:write') && (
        <p>
          <a href="/desk/orders/new">{words.takeOrder}</a>
        </p>
      )}
      {may('import') && <a href="/desk/import">{words.importThem}</a>}
    </EmptyState>
  );
}
