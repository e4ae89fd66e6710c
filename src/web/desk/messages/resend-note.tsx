import type { JSX } from 'preact';
import { useFormats } from '../../kit/formats.js';
import { useWords } from '../../kit/page-context.js';
import { messagesWords } from './messages.words.js';
import type { ResendNote } from './resend-form.js';

interface ResendNoteProps {
  readonly note: ResendNote;
}

/** What became of a press of "Send again". */
export function ResendNoteText({ note: { queued, changed, left, waitMinutes } }: ResendNoteProps): JSX.Element {
  const words = useWords(messagesWords);
  const { count } = useFormats();
  return (
    <section class="note" role="status">
      {queued + changed + left === 0 && <p>{words.nothingLeft}</p>}
      {queued > 0 && <p>{words.queued(count(queued))}</p>}
      {changed > 0 && <p>{words.changed(count(changed))}</p>}
      {left > 0 && (
        <p>
          {words.left(count(left))} {waitMinutes === null ? words.pressAgain : words.limit(count(waitMinutes))}
        </p>
      )}
    </section>
  );
}
