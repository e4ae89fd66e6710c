import type { JSX } from 'preact';
import type { ShownKey } from '../../../auth/keys/api-key.js';
import { useWords } from '../../kit/page-context.js';
import { DeskLayout } from '../desk-layout.js';
import { keysWords } from './keys.words.js';

interface ShownKeyPageProps {
  readonly shown: ShownKey;
  /** Whether the key was made, and not rotated. */
  readonly isNew: boolean;
}

/** The text of a key, which no other page shows. */
export function ShownKeyPage({ shown: { key, text }, isNew }: ShownKeyPageProps): JSX.Element {
  const words = useWords(keysWords);
  return (
    <DeskLayout title={words.shownTitle} at="/desk/settings">
      <h1>{words.shownTitle}</h1>
      <p role="status" class="done name">
        {isNew ? words.shownMade(key.name) : words.shownRotated(key.name)}
      </p>
      <p>
        <strong>{words.shownKey}</strong>
      </p>
      <p>
        <code class="key-text">{text}</code>
      </p>
      <p class="lead">{words.shownOnce}</p>
      <p class="lead">
        <strong>{words.shownReload}</strong>
      </p>
      <p class="action-line">
        <a class="action primary" href="/desk/keys">
          {words.shownDone}
        </a>
      </p>
    </DeskLayout>
  );
}
