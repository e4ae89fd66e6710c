import type { JSX } from 'preact';
import { LANGUAGE_NAMES, LANGUAGES } from './language.js';
import { usePageContext } from './page-context.js';

/** Shows the page in another of our languages. It needs no script. */
export function LanguageSwitch(): JSX.Element {
  const { language, path } = usePageContext();
  return (
    <form class="languages" method="post" action="/language">
      <input type="hidden" name="to" value={path} />
      {LANGUAGES.filter((other) => other !== language).map((other) => (
        <button key={other} type="submit" name="language" value={other} lang={other}>
          {LANGUAGE_NAMES[other]}
        </button>
      ))}
    </form>
  );
}
