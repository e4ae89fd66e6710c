import type { JSX } from 'preact';
import { useWords } from '../../kit/page-context.js';
import { deskLayoutWords } from '../desk-layout.words.js';

interface FindBoxProps {
  readonly hasFocus: boolean;
  /** What was typed. */
  readonly typed?: string;
}

/**
 * The search of every page. Results appear while somebody types, 150 ms after the last key.
 * Enter opens the only hit, or else the page with all hits, which needs no script.
 */
export function FindBox({ hasFocus, typed = '' }: FindBoxProps): JSX.Element {
  const words = useWords(deskLayoutWords);
  return (
    <search class="find">
      <form action="/desk/find" method="get">
        <input
          type="search"
          name="q"
          id="find"
          value={typed}
          aria-label={words.find}
          placeholder={words.findHint}
          autocomplete="off"
          spellcheck={false}
          maxLength={200}
          data-hotkey="/"
          data-combobox="found"
          // biome-ignore lint/a11y/noAutofocus: the desk opens to be searched in
          autoFocus={hasFocus}
          hx-get="/desk/find"
          hx-trigger="input changed delay:150ms"
          hx-sync="this:replace"
          hx-target="#found"
        />
        <button type="submit">{words.findButton}</button>
      </form>
      <div id="found" class="found" />
    </search>
  );
}
