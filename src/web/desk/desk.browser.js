import Combobox from '@github/combobox-nav';
import { install } from '@github/hotkey';

/*
 * What the desk does with a script. Every page works without it.
 * - Keys that stand in `data-hotkey` press their link or button, or focus their field.
 * - A field with `data-combobox` offers the options of the list that it names, to the arrow keys.
 *   With `data-combobox-first` Enter takes the first one.
 * - A field with `data-fills` fills another field that is empty, as the chosen option says.
 * - What was sent from a form with `data-draft` comes back after a sign-in that came between.
 * - A toast goes away after some seconds.
 */

const prepare = (root) => {
  for (const element of root.querySelectorAll('[data-hotkey]')) install(element, element.dataset.hotkey);
  for (const input of root.querySelectorAll('[data-combobox]')) offerOptions(input);
  for (const input of root.querySelectorAll('[data-fills]')) fillAlong(input);
  for (const form of root.querySelectorAll('form[data-draft]')) keepDraft(form);
};

/** The options of `input` are the elements with the role `option` in the list that it names. */
const offerOptions = (input) => {
  if (input.combobox) return;
  const list = document.getElementById(input.dataset.combobox);
  const firstOptionSelectionMode = input.dataset.comboboxFirst ?? 'none';
  input.combobox = new Combobox(input, list, { firstOptionSelectionMode, tabInsertsSuggestions: false });
  const watch = new MutationObserver(() => {
    input.combobox.stop();
    if (list.querySelector('[role="option"]')) input.combobox.start();
  });
  watch.observe(list, { childList: true });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') list.replaceChildren();
  });
};

/** The options are of the datalist of `input`. */
const fillAlong = (input) => {
  input.addEventListener('input', () => {
    const chosen = [...input.list.options].find((option) => option.value === input.value);
    const other = input.form.elements.namedItem(input.dataset.fills);
    if (chosen && (other.value === '' || other.dataset.filled === other.value)) {
      other.value = chosen.dataset[input.dataset.fills];
      other.dataset.filled = other.value;
    }
  });
};

/**
 * Keeps what was sent for this tab, until a page with `data-draft-done` says that it arrived.
 * So it is there again after a sign-in that came between. A form that the server filled in has
 * arrived too.
 */
const keepDraft = (form) => {
  const place = `draft:${form.dataset.draft}`;
  const fields = [...form.elements].filter(({ type, name }) => name !== '' && ['text', 'tel'].includes(type));
  if (fields.every(({ value }) => value === '')) {
    const kept = JSON.parse(sessionStorage.getItem(place) ?? '{}');
    for (const field of fields) field.value = kept[field.name] ?? '';
  } else sessionStorage.removeItem(place);
  form.addEventListener('submit', () => {
    const sent = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
    sessionStorage.setItem(place, JSON.stringify(sent));
  });
};

/** Time, in ms, in which a sentence is read twice. */
const TOAST_MS = 8_000;

/** What comes into the live region of toasts stands there for a while. */
const clearToasts = (region) => {
  let timer = 0;
  new MutationObserver(() => {
    clearTimeout(timer);
    if (region.firstElementChild) timer = setTimeout(() => region.replaceChildren(), TOAST_MS);
  }).observe(region, { childList: true });
};

clearToasts(document.getElementById('toast'));

for (const done of document.querySelectorAll('[data-draft-done]'))
  sessionStorage.removeItem(`draft:${done.dataset.draftDone}`);

prepare(document);
document.addEventListener('htmx:after:swap', (event) => prepare(event.target ?? document));
