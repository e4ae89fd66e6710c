/*
 * Parts of a page that fetch themselves again when something changed.
 * - A part in which a step stands open is left alone: its button must not move away. It fetches
 *   itself when the step is closed.
 */

const isLive = (element) => element.matches?.('[data-live]');
const isInUse = (part) => part.querySelector('details[open]') !== null;

const leave = (event) => {
  if (!isLive(event.target) || !isInUse(event.target)) return;
  event.preventDefault();
  event.target.dataset.stale = '';
};

document.addEventListener('htmx:before:request', leave);
document.addEventListener('htmx:before:swap', leave);

document.addEventListener(
  'toggle',
  ({ target }) => {
    const part = target.closest('[data-stale]');
    if (part === null || isInUse(part)) return;
    delete part.dataset.stale;
    htmx.trigger(part, 'stale');
  },
  true,
);
