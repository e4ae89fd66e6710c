import Combobox from '@github/combobox-nav';
import { install } from '@github/hotkey';

/*
 * What the desk does with a script. Every page works without it.
 * - Keys that stand in `data-hotkey` press their link or button, or focus their field.
 * - A field with `data-combobox` offers the options of the list that it names, to the arrow keys.
 *   With `data-combobox-first` Enter takes the first one.
 * - A field with `data-fills` fills another field that is empty, as the chosen option says.
 * - What was typed into a form with `data-draft` comes back after a lost session or connection.
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

/** Keeps what is typed for this tab, and gives it back while the form's key is still the same. */
const keepDraft = (form) => {
  const place = `draft:${form.dataset.draft}`;
  const kept = JSON.parse(sessionStorage.getItem(place) ?? '{}');
  for (const [name, value] of Object.entries(kept)) {
    const field = form.elements.namedItem(name);
    if (field?.value === '') field.value = value;
  }
  form.addEventListener('input', () => {
    const typed = [...new FormData(form)].filter(([, value]) => typeof value === 'string' && value !== '');
    sessionStorage.setItem(place, JSON.stringify(Object.fromEntries(typed)));
  });
};

for (const done of document.querySelectorAll('[data-draft-done]'))
  sessionStorage.removeItem(`draft:${done.dataset.draftDone}`);

prepare(document);
document.addEventListener('htmx:after:swap', (event) => prepare(event.target ?? document));
