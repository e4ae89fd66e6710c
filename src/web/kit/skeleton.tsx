import type { JSX } from 'preact';
import type { Translated } from './language.js';
import { useWords } from './page-context.js';

const en = { loading: 'One moment…' };
const sw: typeof en = { loading: 'Subiri kidogo…' };
const skeletonWords: Translated<typeof en> = { en, sw };

interface SkeletonProps {
  /** Lines of text that will stand there, so that nothing moves when they come. */
  readonly lines?: number;
}

/** What stands where a slow part will be, which htmx fetches after the page. */
export function Skeleton({ lines = 3 }: SkeletonProps): JSX.Element {
  const words = useWords(skeletonWords);
  return (
    <div class="skeleton" aria-busy="true">
      <span class="unseen">{words.loading}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} class="line" aria-hidden="true" />
      ))}
    </div>
  );
}
