import type { ComponentChildren, JSX } from 'preact';
import { useFormats } from './formats.js';

/** Something that happened. */
export interface TimelineEntry {
  readonly at: Date | string;
  readonly what: ComponentChildren;
  /** Who did it and why, in a second line. */
  readonly detail?: ComponentChildren;
}

interface TimelineProps {
  /** Oldest first. */
  readonly entries: readonly TimelineEntry[];
}

/** What happened, in its order. */
export function Timeline({ entries }: TimelineProps): JSX.Element {
  const { instant } = useFormats();
  return (
    <ol class="timeline">
      {entries.map(({ at, what, detail }, place) => (
        <li key={place}>
          <time dateTime={new Date(at).toISOString()}>{instant(at)}</time>
          <p>{what}</p>
          {detail !== undefined && <p class="quiet">{detail}</p>}
        </li>
      ))}
    </ol>
  );
}
