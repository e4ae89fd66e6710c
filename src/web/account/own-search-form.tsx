import type { JSX } from 'preact';
import { useWords } from '../kit/page-context.js';
import { ordersWords } from './orders.words.js';
import { SEARCH_MOST } from './own-list.js';

interface OwnSearchFormProps {
  /** What is looked for; empty for every order. */
  readonly search: string;
}

/** Looks for one of one's own orders. Needs no script. */
export function OwnSearchForm({ search }: OwnSearchFormProps): JSX.Element {
  const words = useWords(ordersWords);
  return (
    <search>
      <form class="search" action="/">
        <label for="q">{words.search}</label>
        <input id="q" name="q" type="search" value={search} maxLength={SEARCH_MOST} enterkeyhint="search" />
        <button type="submit">{words.find}</button>
        {search !== '' && <a href="/">{words.all}</a>}
      </form>
    </search>
  );
}
