/*
 * Says in a bar that the connection is lost, or that the session is over.
 * - A form that could not be sent stays as it is. It has a key, so it can be sent again safely.
 * - The stream of changes is tried again and again. One failure is no loss: a server restarts.
 */

/** Attempts to reach the stream again that fail before the connection counts as lost. */
const ATTEMPTS = 2;

const bar = document.getElementById('trouble');

const say = (what) => {
  if (bar.dataset.says === what) return;
  bar.dataset.says = what;
  bar.replaceChildren(document.getElementById(`trouble-${what}`).content.cloneNode(true));
};

const sayNothing = () => {
  if (bar.dataset.says !== 'offline' || !navigator.onLine) return;
  delete bar.dataset.says;
  bar.replaceChildren();
};

const isRefusal = (status) => status === 401 || status === 403;

/** Stops asking for changes: nobody would be told any. */
const endStream = () => {
  say('session');
  document.getElementById('live')?.remove();
};

addEventListener('offline', () => say('offline'));
addEventListener('online', sayNothing);
if (!navigator.onLine) say('offline');

document.addEventListener(
  'submit',
  (event) => {
    if (navigator.onLine || event.target.method !== 'post') return;
    event.preventDefault();
    event.stopPropagation();
    say('offline');
  },
  true,
);

// Nobody asked for the part that fetched itself, so the page must not leave for the sign-in.
document.addEventListener('htmx:before:response', (event) => {
  if (!event.target.matches?.('[data-live]') || !isRefusal(event.detail.ctx.response.status)) return;
  event.preventDefault();
  endStream();
});

// A part that fetches itself again says nothing: its stream does.
document.addEventListener('htmx:error', ({ target }) => {
  if (!target.matches?.('[data-live], #live')) say('offline');
});
document.addEventListener('htmx:after:request', sayNothing);

document.addEventListener('htmx:sse:after:connection', sayNothing);
document.addEventListener('htmx:sse:error', ({ detail: { connection, status } }) => {
  if (isRefusal(status)) endStream();
  else if (connection?.attempt >= ATTEMPTS) say('offline');
});
document.addEventListener('htmx:response:error', ({ target, detail }) => {
  if (target.id === 'live' && isRefusal(detail.ctx.response.status)) endStream();
});
