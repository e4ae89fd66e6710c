import type { ComponentChildren, JSX } from 'preact';

/** How good the news of a badge is. Its words say the same, for whoever sees no colour. */
export type Tone = 'good' | 'waiting' | 'bad' | 'neutral';

interface BadgeProps {
  readonly tone: Tone;
  readonly children: ComponentChildren;
}

/** A state in a few words. */
export function Badge({ tone, children }: BadgeProps): JSX.Element {
  return <span class={`badge ${tone}`}>{children}</span>;
}
