import type { JSX } from 'preact';
import { useWords } from '../../kit/page-context.js';
import { DeskLayout } from '../desk-layout.js';
import { deskLayoutWords } from '../desk-layout.words.js';

/** What happens in the shop today. */
export function DeskPage(): JSX.Element {
  const words = useWords(deskLayoutWords);
  return (
    <DeskLayout title={words.today} at="/desk" focusesFind>
      <h1>{words.today}</h1>
    </DeskLayout>
  );
}
