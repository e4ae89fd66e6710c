import type { JSX } from 'preact';
import type { Translated } from './language.js';
import { useWords } from './page-context.js';

const en = { pages: 'Pages', first: 'First page', next: 'Next page' };
const sw: typeof en = { pages: 'Kurasa', first: 'Ukurasa wa kwanza', next: 'Ukurasa unaofuata' };
const cursorPagerWords: Translated<typeof en> = { en, sw };

interface CursorPagerProps {
  /** The address of the list with its filter and without its cursor. */
  readonly address: URL;
  /** Where the next page begins; null on the last one. */
  readonly next: string | null;
  readonly isFirst: boolean;
  /** What the link to the next page says, if not the usual words. */
  readonly nextWords?: string | null;
}

/** Links through a list of which the cost does not grow with its depth. Nothing for one page. */
export function CursorPager({ address, next, isFirst, nextWords = null }: CursorPagerProps): JSX.Element | null {
  const words = useWords(cursorPagerWords);
  if (isFirst && next === null) return null;
  const path = (cursor: string | null): string => {
    const query = new URLSearchParams(address.search);
    if (cursor !== null) query.set('cursor', cursor);
    return query.size === 0 ? address.pathname : `${address.pathname}?${query}`;
  };
  return (
    <nav class="pager" aria-label={words.pages}>
      {!isFirst && <a href={path(null)}>← {words.first}</a>}
      {next !== null && (
        <a rel="next" href={path(next)}>
          {nextWords ?? words.next} →
        </a>
      )}
    </nav>
  );
}
