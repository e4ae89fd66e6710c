import type { ComponentChildren, JSX } from 'preact';

interface ConfirmStepProps {
  /** What opens the step. */
  readonly label: string;
  /** Where the form goes. */
  readonly action: string;
  /** The button that does it. */
  readonly button: string;
  /** What it does, and the fields that it asks for. */
  readonly children: ComponentChildren;
  /** The part of the page that the answer replaces, as htmx names it; absent for the page. */
  readonly target?: string;
  /** Whether it is open when the page opens, since something in it is to be put right. */
  readonly isOpen?: boolean;
}

/** Something final, or that costs money: it is done by a second press. Needs no script. */
export function ConfirmStep({
  label,
  action,
  button,
  target,
  isOpen = false,
  children,
}: ConfirmStepProps): JSX.Element {
  const inPlace =
    target === undefined
      ? {}
      : { 'hx-post': action, 'hx-target': target, 'hx-swap': 'outerHTML', 'hx-sync': 'this:drop' };
  return (
    <details class="confirm" open={isOpen}>
      <summary class="action">{label}</summary>
      <form method="post" action={action} {...inPlace}>
        {children}
        <button type="submit">{button}</button>
      </form>
    </details>
  );
}
