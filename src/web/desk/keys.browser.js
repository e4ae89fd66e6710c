/*
 * Keys beyond those of links and buttons. None counts while somebody types, or with Ctrl, Alt or ⌘.
 * - j and k go to the next and to the last row of the page. Enter opens its link, as it does anyway.
 * - Escape leaves the find box, so that the keys count.
 * - The list of the keys opens in a dialog.
 */

const ROWS = 'main table.data tbody th a';

const isField = (element) => element.matches('input, select, textarea, [contenteditable]');

const goToRow = (step) => {
  const rows = [...document.querySelectorAll(ROWS)];
  const current = rows.findIndex((row) => row.closest('tr').contains(document.activeElement));
  rows[Math.min(Math.max(current + step, 0), rows.length - 1)]?.focus();
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === 'Escape' && event.target.matches('#find')) event.target.blur();
  if (isField(event.target) || event.target.closest('dialog')) return;
  if (event.key === 'j') goToRow(1);
  if (event.key === 'k') goToRow(-1);
});

document.addEventListener('htmx:after:swap', ({ target }) => {
  if (target.matches?.('[hx-target="#keyboard"]')) document.getElementById('keyboard').showModal();
});
