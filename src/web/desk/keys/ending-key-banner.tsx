import type { JSX } from 'preact';
import { useFormats } from '../../kit/formats.js';
import { usePageContext, useWords } from '../../kit/page-context.js';
import { keysWords } from './keys.words.js';

/** Says on every page which key ends soon, to whoever may rotate it. Nothing while none does. */
export function EndingKeyBanner(): JSX.Element | null {
  const { endingKey } = usePageContext();
  const words = useWords(keysWords);
  const { instant } = useFormats();
  if (endingKey === null) return null;
  const { name, expires_at, keys } = endingKey;
  return (
    <p class="hold soon" role="status">
      <strong>{words.ending(name, instant(expires_at), keys - 1)}</strong> {words.endingText}{' '}
      <a href="/desk/keys">{words.title}</a>
    </p>
  );
}
