/** What the stylesheet of the package does not know: our bar at the top, the cards of orders, and the buttons that open something. */
export const STYLE = `
:root { --pico-spacing: 1rem; --pico-border-radius: .5rem; }
[hidden] { display: none; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: .5rem; z-index: 1; padding: .5rem 1rem; background: var(--pico-background-color); }
.page { max-width: 42rem; margin: 0 auto; padding-inline: 1rem; }
body > .bar { padding-block: 0; border-bottom: 1px solid var(--pico-muted-border-color); }
.bar nav { display: flex; flex-wrap: wrap; align-items: center; justify-content: flex-start; column-gap: 1rem; padding-block: .25rem; }
.bar nav a, .bar nav button[type] { padding: .75rem 0; margin: 0; font-size: .95rem; }
.bar nav .brand { font-weight: 700; font-size: 1.15rem; text-decoration: none; color: var(--pico-h1-color); }
.bar form { margin: 0 0 0 auto; }
.bar form button { border: 0; background: none; color: var(--pico-primary); box-shadow: none; width: auto; }
.bar form button:hover { text-decoration: underline; }
.bar [aria-current] { color: var(--pico-color); font-weight: 600; text-decoration: none; }
body > main { padding-block: 1.75rem 3rem; }
h1 { font-size: 1.6rem; margin-bottom: 1rem; }
h2 { font-size: 1.15rem; margin: 0; }
.doors { list-style: none; padding: 0; display: grid; gap: .75rem; margin: 1.5rem 0; }
.doors li { list-style: none; margin: 0; }
.doors form, .doors button[type] { margin: 0; }
.orders { display: grid; gap: 1rem; }
.orders article { margin: 0; padding: 1rem; }
.facts { display: flex; justify-content: space-between; gap: 0 1rem; align-items: baseline; flex-wrap: wrap; }
.facts:first-child { flex-wrap: nowrap; margin-bottom: .25rem; }
.facts h2 { overflow-wrap: anywhere; }
.quiet { color: var(--pico-muted-color); font-size: .9rem; margin: 0; }
.badge { border-radius: 1rem; padding: .1rem .7rem; font-size: .85rem; font-weight: 600; white-space: nowrap; border: 1px solid currentColor; }
.pending { color: #7a4b00; background: #fff4dc; }
.confirmed { color: #0b5c33; background: #e3f6ea; }
.cancelled { color: #5b5b66; background: #f0f0f3; }
@media only screen and (prefers-color-scheme: dark) {
  .pending { color: #ffd78a; background: #3a2c0d; }
  .confirmed { color: #9be7bd; background: #10301f; }
  .cancelled { color: #c9c9d2; background: #2a2a31; }
}
.amount { font-size: 1.1rem; margin: 0; white-space: nowrap; }
.door, article details summary.door { display: block; width: 100%; min-height: 2.75rem; padding: .75rem 1rem; text-align: center; text-decoration: none;
  border: 1px solid var(--pico-primary); border-radius: var(--pico-border-radius); background: none; color: var(--pico-primary); font-weight: 600; cursor: pointer; }
a.door:hover, button.door:hover { background: var(--pico-primary-background); color: var(--pico-primary-inverse); }
article details > summary.door:not([role]):not([id]) { color: var(--pico-primary); }
summary.door:hover { border-width: 2px; padding: calc(.75rem - 1px) calc(1rem - 1px); }
.door:focus-visible { outline: 3px solid var(--pico-primary-focus); }
summary.door::after { display: none; }
details[open] > summary.door { margin-bottom: 1rem; }
article > p, article [role] > p { margin: .5rem 0 0; }
article > .quiet { margin: 0; }
article details { margin: 1rem 0 0; }
article details form { margin: 0; }
article details form button[type] { margin: 0; }
.pager { display: flex; justify-content: space-between; gap: 1rem; flex-wrap: wrap; margin-top: 1.5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .5rem 1.25rem; margin-bottom: 2rem; }
dt { color: var(--pico-muted-color); }
dd { margin: 0; overflow-wrap: anywhere; }
.ways { padding: 0; }
.ways li { list-style: none; padding: .5rem 0; border-bottom: 1px solid var(--pico-muted-border-color); overflow-wrap: anywhere; }
`;
