import { InvalidRequest, nameFault, refuseRepeated } from '../problems/invalid-request.error.js';
import { ANY_BYTE, type Charset, UTF_8 } from './charset.js';
import { explainByte } from './place.js';

/**
 * The most fields of a form that are read. A request with as many is refused later, whatever it
 * asks for.
 */
const FORM_FIELDS_MOST = 100;

/**
 * Reads `application/x-www-form-urlencoded` text, such as a query, into an object of texts.
 * - Escapes such as `%E9` are bytes of `charset`. In UTF-16 they are bytes of UTF-8, as in a URL.
 * - A `%` without two hexadecimal digits stands for itself, as the URL Standard has it.
 * @throws InvalidRequest naming a field that comes twice, or whose escapes are not valid text
 */
export function readForm(text: string, charset: Charset): Record<string, string> {
  const escapes = charset.name.startsWith('UTF-16') ? UTF_8 : charset;
  const fields = new Map<string, string>();
  let start = 0;
  while (start <= text.length && fields.size < FORM_FIELDS_MOST) {
    const next = text.indexOf('&', start);
    const end = next === -1 ? text.length : next;
    const pair = text.slice(start, end);
    const equals = pair.indexOf('=');
    if (pair !== '') {
      const written = equals === -1 ? pair : pair.slice(0, equals);
      const value = equals === -1 ? '' : pair.slice(equals + 1);
      const valueStart = end - value.length;
      const name =
        unescapeText(written, escapes) ?? refuseEscapes(written, text, start, start + written.length, escapes);
      if (fields.has(name)) throw new InvalidRequest([refuseRepeated(name)]);
      fields.set(name, unescapeText(value, escapes) ?? refuseEscapes(name, text, valueStart, end, escapes));
    }
    start = end + 1;
  }
  return Object.fromEntries(fields);
}

/**
 * Reads as much of a form as can be read, for a service that cannot act on a refusal.
 * - Of a field that comes twice the first counts.
 * - An escape that is no text gives a character for each byte, so that ASCII around it is kept.
 */
export function readFormLeniently(text: string): Record<string, string> {
  const fields = new Map<string, string>();
  for (const pair of text.split('&', FORM_FIELDS_MOST)) {
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(pair) ?? [];
    const [readName, readValue] = [name, value].map(
      (written) => unescapeText(written, UTF_8) ?? unescapeText(written, ANY_BYTE) ?? written,
    ) as [string, string];
    if (!fields.has(readName)) fields.set(readName, readValue);
  }
  return Object.fromEntries(fields);
}

/** What a name or value of a form says; null if its escapes are not valid in the charset. */
function unescapeText(written: string, charset: Charset): string | null {
  const text = written.replaceAll('+', ' ');
  if (!text.includes('%')) return text;
  if (charset === UTF_8) {
    try {
      return decodeURIComponent(text);
    } catch {
      // A stray % or invalid bytes: what follows tells them apart.
    }
  }
  let valid = true;
  // Some charsets write a character as an escape and an ASCII letter, so both are read together.
  const unescaped = text.replace(ESCAPED, (run) => {
    const decoded = charset.decode(readEscapes(run));
    valid &&= decoded !== null;
    return decoded ?? run;
  });
  return valid ? unescaped : null;
}

const ESCAPED = /%[\dA-Fa-f]{2}[\0-\x7f]*/g;

const readEscapes = (run: string): Buffer =>
  Buffer.from(
    run.replace(/%([\dA-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
    'latin1',
  );

/** The first escape of a text that is not valid in the charset, and its offset in bytes. */
interface InvalidEscape {
  readonly offset: number;
  readonly written: string;
}

/** Finds what {@link readForm} refuses, in a part of `text` or in a path. */
export function findInvalidEscape(
  text: string,
  charset: Charset,
  start = 0,
  end: number = text.length,
): InvalidEscape | null {
  const wrong = [...text.slice(start, end).matchAll(ESCAPED)].find(
    ([run]) => charset.decode(readEscapes(run)) === null,
  );
  if (wrong === undefined) return null;
  const [run] = wrong;
  const units = [...run.matchAll(/%[\dA-Fa-f]{2}|./gs)];
  const unit = units[charset.findInvalid(readEscapes(run))];
  const offset = Buffer.byteLength(text.slice(0, start + wrong.index + (unit?.index ?? 0)));
  return { offset, written: unit?.[0] ?? '' };
}

/**
 * @param start where in `text` the escapes are looked for, up to `end`
 * @throws InvalidRequest that names the field, and the place of the first escape that is no text
 */
function refuseEscapes(name: string, text: string, start: number, end: number, charset: Charset): never {
  const { offset, written } = findInvalidEscape(text, charset, start, end) ?? { offset: start, written: '' };
  const remedy = `${explainByte(charset, written)}escape the bytes of ${charset.name}`;
  const message = `is not valid ${charset.name} at offset ${offset} (${written}): ${remedy}`;
  throw new InvalidRequest([nameFault(name, message)]);
}
