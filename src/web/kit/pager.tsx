import type { JSX } from 'preact';
import type { Translated } from './language.js';
import { useWords } from './page-context.js';

const en = { pages: 'Pages', pageOf: (page: number, pages: number) => `Page ${page} of ${pages}` };
const sw: typeof en = { pages: 'Kurasa', pageOf: (page, pages) => `Ukurasa ${page} kati ya ${pages}` };
const pagerWords: Translated<typeof en> = { en, sw };

interface PagerProps {
  /** The page that is shown, and how many there are. */
  readonly page: number;
  readonly pages: number;
  /** The address of a page. */
  readonly pathOf: (page: number) => string;
  /** The words of the links to the page before and the page after. */
  readonly previous: string;
  readonly next: string;
}

/** Links to the pages before and after. Nothing when there is one page alone. */
export function Pager({ page, pages, pathOf, previous, next }: PagerProps): JSX.Element | null {
  const words = useWords(pagerWords);
  if (pages < 2 && page === 1) return null;
  return (
    <nav class="pager" aria-label={words.pages}>
      {page > 1 && (
        <a rel="prev" href={pathOf(page - 1)}>
          ← {previous}
        </a>
      )}
      <span class="quiet">{words.pageOf(page, pages)}</span>
      {page < pages && (
        <a rel="next" href={pathOf(page + 1)}>
          {next} →
        </a>
      )}
    </nav>
  );
}
