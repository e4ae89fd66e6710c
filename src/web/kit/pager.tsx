import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { JSX } from 'preact';
import type { Translated } from './language.js';
import { useWords } from './page-context.js';

const en = { pages: 'Pages', pageOf: (page: number, pages: number) => `Page ${page} of ${pages}` };
const sw: typeof en = { pages: 'Kurasa', pageOf: (page, pages) => `Ukurasa ${page} kati ya ${pages}` };
const pagerWords: Translated<typeof en> = { en, sw };

/**
 * The page of a list that the address asks for.
 * It is 1 unless `page` is a whole number above 0 of at most 6 digits.
 */
export const PageNumber = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const { page } = context.switchToHttp().getRequest<FastifyRequest>().query as { page?: unknown };
  return typeof page === 'string' && /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1;
});

interface PagerProps {
  /** The address of the list, without its query. */
  readonly path: string;
  /** The page that is shown, and how many there are. */
  readonly page: number;
  readonly pages: number;
  readonly hasNext: boolean;
  /** The words of the links to the page before and the page after. */
  readonly previous: string;
  readonly next: string;
}

/** Links to the pages before and after. Nothing when there is one page alone. */
export function Pager({ path, page, pages, hasNext, previous, next }: PagerProps): JSX.Element | null {
  const words = useWords(pagerWords);
  if (pages < 2 && page === 1) return null;
  return (
    <nav class="pager" aria-label={words.pages}>
      {page > 1 && (
        <a rel="prev" href={`${path}?page=${page - 1}`}>
          ← {previous}
        </a>
      )}
      <span class="quiet">{words.pageOf(page, pages)}</span>
      {hasNext && (
        <a rel="next" href={`${path}?page=${page + 1}`}>
          {next} →
        </a>
      )}
    </nav>
  );
}
