/*
 * What htmx does not say by itself about a form that it sends.
 * - The button is busy until the answer is there.
 * - Where no answer comes, the form shows the words of its template, and can be sent again.
 */

const buttonOf = (form) => form.querySelector('[type="submit"]');
const failureOf = (form) => form.querySelector('.failure');

document.addEventListener('htmx:before:request', ({ target: form }) => {
  buttonOf(form)?.setAttribute('aria-busy', 'true');
  failureOf(form)?.replaceChildren();
});

document.addEventListener('htmx:error', ({ target: form }) => {
  const lost = form.querySelector?.('template');
  if (lost) failureOf(form)?.replaceChildren(lost.content.cloneNode(true));
});

document.addEventListener('htmx:finally:request', ({ target: form, detail }) => {
  if (detail.ctx.keepIndicators) return;
  const button = buttonOf(form);
  button?.removeAttribute('aria-busy');
  // The button takes the focus again once it is enabled, which is after this event.
  setTimeout(() => {
    if (button?.isConnected && document.activeElement === document.body) button.focus();
  });
});
