import type { ComponentChildren, JSX } from 'preact';

/**
 * The live region of a page. A screen reader says what comes into it, once it is idle.
 * It has to be there before anything does.
 */
export function Toasts(): JSX.Element {
  return <div id="toast" role="status" aria-live="polite" />;
}

/**
 * Says in that region what htmx just changed in place. It goes away by itself, so it tells nothing
 * that stands nowhere else.
 * @param children a sentence
 */
export function Toast({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return (
    <div hx-swap-oob="innerHTML:#toast">
      <p class="toast">{children}</p>
    </div>
  );
}
