/*
 * Parts of a page that fetch themselves again when something changed.
 * - A part in which a step stands open is left alone: its button must not move away. It fetches
 *   itself when the step is closed.
 * - A page that comes back from the browser's memory is loaded again.
 * - A tab that nobody sees holds no stream. A browser has six connections to a host for all its tabs,
 *   and a seventh tab would wait for ever.
 */

const isLive = (element) => element.matches?.('[data-live]');
const isInUse = (part) => part.querySelector('details[open]') !== null;

const leave = (event) => {
  if (!isLive(event.target) || !isInUse(event.target)) return;
  event.preventDefault();
  event.target.dataset.stale = '';
};

// A stream that the browser cuts when it leaves the page would be reported as an error.
let stream = null;
document.addEventListener('htmx:sse:before:connection', (event) => {
  if (document.hidden) event.preventDefault();
  else stream = event.detail.connection;
});
document.addEventListener('htmx:before:request', (event) => {
  if (event.target.id === 'live' && document.hidden) event.preventDefault();
});
addEventListener('pagehide', () => stream?.reader?.cancel());
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});

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
