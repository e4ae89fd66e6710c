import type { JSX } from 'preact';
import { usePageContext, useWords } from '../../kit/page-context.js';
import { troubleWords } from './trouble.words.js';

/**
 * The bar that a script fills while the connection is lost, or once the session is over.
 * What it says stands in the page, since nothing can be fetched then.
 */
export function Trouble(): JSX.Element {
  const words = useWords(troubleWords);
  const { path } = usePageContext();
  return (
    <>
      <div id="trouble" class="trouble" role="alert" />
      <template id="trouble-offline">
        <p>{words.offline}</p>
      </template>
      <template id="trouble-session">
        <p>
          {words.session} <a href={`/google/login?to=${encodeURIComponent(path)}`}>{words.signIn}</a>
        </p>
      </template>
    </>
  );
}
