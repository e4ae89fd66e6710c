import type { JSX } from 'preact';

/** Characters of an item that stand in a card as they are. A longer one is folded. */
const SHORT_MOST = 60;

interface ItemHeadingProps {
  readonly id: string;
  readonly item: string;
}

/**
 * What was ordered, as the heading of its card.
 * A long one is folded to its beginning, and opens without script.
 */
export function ItemHeading({ id, item }: ItemHeadingProps): JSX.Element {
  const heading = (
    <h2 id={id} dir="auto">
      {item}
    </h2>
  );
  if ([...item].length <= SHORT_MOST) return heading;
  return (
    <details class="long">
      <summary>{heading}</summary>
    </details>
  );
}
