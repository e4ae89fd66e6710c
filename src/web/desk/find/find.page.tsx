import type { JSX } from 'preact';
import { EmptyState } from '../../kit/empty-state.js';
import { useWords } from '../../kit/page-context.js';
import { DeskLayout } from '../desk-layout.js';
import type { Hits } from './find.service.js';
import { findWords } from './find.words.js';
import { HitsList } from './hits-list.js';

interface FindPageProps {
  readonly hits: Hits;
}

/** What was found, as a page of its own. */
export function FindPage({ hits }: FindPageProps): JSX.Element {
  const words = useWords(findWords);
  const title = words.title(hits.typed);
  return (
    <DeskLayout title={title} focusesFind={hits.typed === ''}>
      <h1>{title}</h1>
      {hits.orders.length + hits.customers.length === 0 && (
        <EmptyState title={words.nothing}>
          <p>{words.nothingHint}</p>
        </EmptyState>
      )}
      <HitsList hits={hits} customerHref={({ id }) => `/desk/customers/${id}`} />
    </DeskLayout>
  );
}
