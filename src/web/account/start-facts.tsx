import { Fragment, type JSX } from 'preact';
import type { StartWords } from './development-start.js';

/** What a development start said at the terminal. It is in English, as it is there. */
export function StartFacts({ facts, registration }: StartWords): JSX.Element {
  return (
    <aside lang="en" aria-labelledby="start-facts">
      <h2 id="start-facts">This development start</h2>
      <p class="quiet">The start said this at the terminal. Production shows nothing of it.</p>
      <dl>
        {facts.map(({ name, value, note }, place) => (
          <Fragment key={name + value}>
            {name !== facts[place - 1]?.name && <dt>{name}</dt>}
            <dd>
              {/^http:\S+$/.test(value) ? <a href={value}>{value}</a> : value}
              {note !== undefined && <small> ({note})</small>}
            </dd>
          </Fragment>
        ))}
      </dl>
      {registration !== null && (
        <>
          <p>To become an admin and get a token:</p>
          <pre>{registration}</pre>
        </>
      )}
    </aside>
  );
}
