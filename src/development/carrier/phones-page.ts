import { BEHAVIOURS } from './behaviour.js';
import type { ReceivedMessage } from './received-messages.js';
import { findNetwork, formatCents } from './tariff.js';

/** Phones that the page shows, and messages of each. */
const PHONES_MOST = 24;
const MESSAGES_MOST = 20;

export const STYLE = `
body { margin: 0; padding: 1.5rem; background: #eef1f4; color: #1c2733; font: 15px/1.4 system-ui, sans-serif; }
header, form { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: baseline; margin-bottom: 1rem; }
h1 { margin: 0; font-size: 1.3rem; }
input, select, button { font: inherit; padding: .25rem .5rem; }
#phones { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 1.2rem; }
.phone { border: .5rem solid #1c2733; border-radius: 1.6rem; background: #fff; min-height: 18rem; max-height: 28rem; overflow-y: auto; }
.phone h2 { position: sticky; top: 0; margin: 0; padding: .6rem 1rem; background: #1c2733; color: #fff; font-size: .95rem; }
.phone h2 small { float: right; font-weight: normal; opacity: .8; }
.message { margin: .8rem; padding: .6rem .8rem; border-radius: .9rem; background: #e4f3e6; overflow-wrap: anywhere; }
.message small { display: block; margin-top: .3rem; color: #5a6a78; }
.bill, .empty { color: #5a6a78; }
`;

/** The whole page. It asks for its phones again every second. */
export function renderPage(messages: readonly ReceivedMessage[], cents: number): string {
  const options = Object.keys(BEHAVIOURS).map((name) => `<option>${name}</option>`);
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <meta name="htmx-config" content='{"includeIndicatorStyles":false,"allowEval":false}'>
  <title>Sandbox phones</title>
  <link rel="stylesheet" href="/phones.css">
  <script src="/htmx.js" defer></script>
</head>
<body>
  <header><h1>Sandbox phones</h1><span>Nothing here leaves this machine.</span></header>
  <form hx-post="/script" hx-target="#scripted">
    <label>The next message to <input name="phone" placeholder="+254712345678" required pattern="\\+[0-9]{6,15}|\\*"></label>
    <label>meets with <select name="behaviour">${options.join('')}</select></label>
    <button>Arrange</button> <output id="scripted"></output>
  </form>
  <main hx-get="/phones" hx-trigger="every 1s">${renderPhones(messages, cents)}</main>
</body>
</html>
`;
}

/** The phones as HTML, the one with the newest message first. */
export function renderPhones(messages: readonly ReceivedMessage[], cents: number): string {
  const newest = [...messages].reverse();
  const numbers = [...new Set(newest.map(({ phone }) => phone))].slice(0, PHONES_MOST);
  if (numbers.length === 0) return '<p class="empty">No messages yet. Place an order, and its text appears here.</p>';
  const phones = numbers.map((number) =>
    renderPhone(
      number,
      newest.filter((message) => message.phone === number),
    ),
  );
  return `<p class="bill">Bill: ${formatCents(cents)}</p><div id="phones">${phones.join('')}</div>`;
}

function renderPhone(number: string, messages: readonly ReceivedMessage[]): string {
  const bubbles = messages.slice(0, MESSAGES_MOST).map(renderMessage);
  return `<section class="phone"><h2>${escapeHtml(number)} <small>${findNetwork(number).name}</small></h2>${bubbles.join('')}</section>`;
}

function renderMessage({ text, segments, cents, at, status }: ReceivedMessage): string {
  const time = at.toISOString().slice(11, 19);
  return `<div class="message">${escapeHtml(text)}<small>${time} UTC, ${segments} SMS, ${formatCents(cents)}, ${escapeHtml(status)}</small></div>`;
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
