import type { ComponentChildren, JSX } from 'preact';

interface FigureTileProps {
  readonly label: string;
  readonly value: ComponentChildren;
  /** Where the figure leads to. */
  readonly href?: string;
  readonly children?: ComponentChildren;
}

/** One figure with what it counts. */
export function FigureTile({ label, value, href, children }: FigureTileProps): JSX.Element {
  return (
    <div class="tile">
      <p class="quiet">{href === undefined ? label : <a href={href}>{label}</a>}</p>
      <p class="value">{value}</p>
      {children}
    </div>
  );
}
