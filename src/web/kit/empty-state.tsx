import type { ComponentChildren, JSX } from 'preact';

interface EmptyStateProps {
  readonly title: string;
  /** What to do, so that there is something. */
  readonly children: ComponentChildren;
}

/** What stands where there is nothing yet. */
export function EmptyState({ title, children }: EmptyStateProps): JSX.Element {
  return (
    <section class="empty">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
