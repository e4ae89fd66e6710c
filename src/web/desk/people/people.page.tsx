import type { JSX } from 'preact';
import type { Provider } from '../../../auth/session/session.js';
import type { ListedUser } from '../../../customers/listed-user.js';
import type { Page } from '../../../database/pages.js';
import { makeCursor } from '../../../http/paging/paging.js';
import { PROVIDER_NAMES } from '../../account/sign-in.words.js';
import { CursorPager } from '../../kit/cursor-pager.js';
import { type Column, DataTable } from '../../kit/data-table.js';
import { EmptyState } from '../../kit/empty-state.js';
import { useFormats } from '../../kit/formats.js';
import { useMay, useWords } from '../../kit/page-context.js';
import { DeskLayout } from '../desk-layout.js';
import { peopleWords } from './people.words.js';

interface PeoplePageProps {
  readonly page: Page<ListedUser>;
  readonly isFirst: boolean;
}

/** Who waits for a number. It is typed in the row of the person. */
export function PeoplePage({ page: { rows, next }, isFirst }: PeoplePageProps): JSX.Element {
  const words = useWords(peopleWords);
  return (
    <DeskLayout title={words.title} at="/desk/people">
      <h1>{words.title}</h1>
      {rows.length === 0 ? (
        <EmptyState title={words.empty}>{words.emptyText}</EmptyState>
      ) : (
        <>
          <p class="quiet">{words.intro}</p>
          <PeopleTable rows={rows} />
        </>
      )}
      <CursorPager
        address={new URL('http://desk/desk/people')}
        next={next === null ? null : makeCursor(next)}
        isFirst={isFirst}
      />
    </DeskLayout>
  );
}

function PeopleTable({ rows }: { readonly rows: readonly ListedUser[] }): JSX.Element {
  const words = useWords(peopleWords);
  const { instant } = useFormats();
  const may = useMay();
  const columns: readonly Column<ListedUser>[] = [
    { heading: words.person, cell: ({ name }) => name ?? words.noName },
    { heading: words.email, cell: ({ email }) => email ?? <span class="quiet">{words.none}</span> },
    { heading: words.waysIn, cell: (user) => writeWaysIn(user) || <span class="quiet">{words.none}</span> },
    { heading: words.since, cell: ({ created_at }) => <span class="whole">{instant(created_at)}</span> },
  ];
  const number: Column<ListedUser> = { heading: words.number, cell: (user) => <NumberForm user={user} /> };
  const mayAdmit = may('customers:write') && may('users:write');
  return (
    <DataTable
      caption={words.caption}
      columns={mayAdmit ? [...columns, number] : columns}
      rows={rows}
      keyOf={({ id }) => id}
    />
  );
}

function NumberForm({ user: { id, name, email } }: { readonly user: ListedUser }): JSX.Element {
  const words = useWords(peopleWords);
  return (
    <form class="number-line" method="post" action={`/desk/people/${id}`}>
      <input
        type="tel"
        name="phone_number"
        aria-label={words.numberOf(name ?? email ?? words.noName)}
        placeholder="0712 345678"
        required
        maxLength={40}
        autocomplete="off"
      />
      <button type="submit">{words.make}</button>
    </form>
  );
}

/** The providers that a user signs in with, as they call themselves. */
export const writeWaysIn = ({ providers }: Pick<ListedUser, 'providers'>): string =>
  providers.map((provider) => PROVIDER_NAMES[provider as Provider] ?? provider).join(', ');
