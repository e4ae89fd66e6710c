import type { JSX } from 'preact';
import { usePageContext, useWords } from '../../kit/page-context.js';
import { messagesWords } from './messages.words.js';

/** Says on every page of the desk why no SMS goes out. Nothing while they do. */
export function CarrierBanner(): JSX.Element | null {
  const { carrierHold } = usePageContext();
  const words = useWords(messagesWords);
  if (carrierHold === null) return null;
  return (
    <p class="hold" role="status">
      <strong>{words[carrierHold]}</strong> {words[`${carrierHold}Text`]} <a href="/desk/messages">{words.title}</a>
    </p>
  );
}
