const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/;

/** Whether it is visible ASCII without spaces at the ends. Most values are, and need no change. */
export const isPlain = (text: string): boolean => PLAIN.test(text);

/**
 * Makes a value regular that names or counts something: a phone number, an id, a code, an amount.
 * - Such values are pasted from phone books, chats and tables, which add what nobody sees.
 * - Characters are told by their Unicode properties, so that there is no list to complete.
 * - Invisible characters go. Every kind of space is a space, every kind of dash a hyphen.
 * - Decimal digits of any script, and full-width letters and marks, are those of ASCII.
 * - A keycap, as in the emoji of digits, is the digit in it.
 */
export function tidyPasted(text: string): string {
  if (isPlain(text)) return text;
  return text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/\p{White_Space}/gu, ' ')
    .replace(/\p{Dash}/gu, '-')
    .replace(/(?!\d)\p{Nd}/gu, toAsciiDigit)
    .replace(/(?<=[\d#*])\u20e3/g, '')
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH))
    .trim();
}

/** {@link tidyPasted} for a value that holds no space: a mail program may have broken its line. */
export const joinPasted = (text: string): string => tidyPasted(text).replaceAll(' ', '');

/**
 * Drops the quotation marks that tables put around a value, and the marks of the sentence that it
 * was copied from.
 */
export const dropQuotes = (text: string): string => text.replace(/^[='"‘’“”`<]+|["'‘’“”`>,;:.]{1,9}$/g, '').trim();

/** Longer than any e-mail address with what is pasted around it. */
const EMAIL_READ_MOST = 1000;

/**
 * Makes an e-mail address regular, in lower case, as other identifying values.
 * - What turns the reading direction stays where it stands inside, to be refused. The address that
 *   was seen would be another one. From the ends it goes, as pasting adds it there.
 * - Mail programs and pages write `mailto:` before an address, and angle brackets around it.
 * - Tables put quotation marks around it, and lists a comma after it.
 */
export function tidyEmail(text: string): string {
  if (text.length > EMAIL_READ_MOST) return text;
  const inner = trimMargins(text);
  const tidy = /\p{Bidi_Control}/u.test(inner) ? inner : tidyPasted(inner);
  return tidy
    .toLowerCase()
    .replace(/[,;]{1,9}$/, '')
    .replace(/^["“”](.*)["“”]$/, '$1')
    .replace(/^<(.*)>$/, '$1')
    .replace(/^mailto:([^?]*)(?:\?.*)?$/, '$1');
}

/** Drops spaces, line breaks and what nobody sees from both ends. */
export const trimMargins = (text: string): string => trimBy(LOOSE, text);

/**
 * Drops line breaks and what nobody sees from both ends, as nobody can type them. Spaces stay, and
 * so does what shapes the character before it.
 */
export const trimUnseen = (text: string): string => trimBy(UNTYPED, text);

const UNTYPED = /^(?:[\r\n]|(?![\p{Join_Control}\p{Variation_Selector}])\p{Default_Ignorable_Code_Point})$/u;

/** From each end by itself: an expression for both takes a time that grows with the square. */
function trimBy(dropped: RegExp, text: string): string {
  if (PLAIN.test(text)) return text;
  const characters = Array.from(text);
  let [start, end] = [0, characters.length];
  while (end > 0 && dropped.test(characters[end - 1] ?? '')) end--;
  while (start < end && dropped.test(characters[start] ?? '')) start++;
  return characters.slice(start, end).join('');
}

/** How far the full-width form of an ASCII character stands from it. */
const FULL_WIDTH = 0xfee0;

/** The digits that were looked up. Unicode has some 700 of them. */
const asciiDigits = new Map<string, string>();

/** Unicode has the digits of each script in a row, 0 to 9, and such rows next to each other. */
function toAsciiDigit(digit: string): string {
  const known = asciiDigits.get(digit);
  if (known !== undefined) return known;
  const code = digit.codePointAt(0) ?? 0;
  let before = code - 1;
  while (/\p{Nd}/u.test(String.fromCodePoint(before))) before--;
  const ascii = String((code - before - 1) % 10);
  asciiDigits.set(digit, ascii);
  return ascii;
}

/**
 * Invisible characters that stand for nothing.
 * - Those that shape their neighbours are not among them. Joiners, variation selectors and the
 *   vowel separator make letters and emoji what they are.
 * - Nor are the tags of a flag. They follow a black flag, at most six of them.
 * - Those that turn the reading direction are among them: text shall be shown as it is stored.
 */
const UNSEEN =
  /(?![\p{Join_Control}\u180e\p{Variation_Selector}\u{e0020}-\u{e007f}])\p{Default_Ignorable_Code_Point}|(?<!\u{1f3f4}[\u{e0020}-\u{e007e}]{0,6})[\u{e0020}-\u{e007f}]/gu;

/**
 * Makes one line of a person's words regular: a name, or what somebody orders.
 * - Letters are composed (NFC). Two writings of the same name are stored as one.
 * - Invisible characters and those that turn the reading direction go.
 * - Spaces and what nobody sees go from both ends. Control characters stay, to be refused.
 */
export function tidyLine(text: string): string {
  if (isPlain(text)) return text;
  const characters = Array.from(text.replace(UNSEEN, '').normalize('NFC'));
  let end = characters.length;
  while (end > 0 && endsLoosely(characters[end - 1], characters[end - 2])) end--;
  let start = 0;
  while (start < end && LOOSE.test(characters[start] ?? '')) start++;
  return characters.slice(start, end).join('');
}

const LOOSE = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}]$/u;
/** What the last character may belong to: a sign that it shapes. */
const SHAPED: readonly (readonly [last: RegExp, shaped: RegExp])[] = [
  [/[\ufe0e\ufe0f]/, /(?![\0-\x7f])\p{Emoji}/u],
  [/(?![\ufe0e\ufe0f])\p{Variation_Selector}/u, /(?!\p{Script=Latin})\p{L}/u],
  [/\p{Join_Control}/u, /(?!\p{Default_Ignorable_Code_Point})\p{M}/u],
  [/[\u{e0020}-\u{e007f}]/u, /[\u{1f3f4}\u{e0020}-\u{e007e}]/u],
];

/** Whether the last character of a line shows nothing, also not in the form of the one before. */
const endsLoosely = (last = '', before = ''): boolean =>
  LOOSE.test(last) && !SHAPED.some(([shaping, shaped]) => shaping.test(last) && shaped.test(before));

/**
 * Whether somebody sees anything of a text. The blank of Braille (U+2800) is no space to Unicode.
 */
export const isVisible = (text: string): boolean =>
  /(?!\u2800)[^\p{White_Space}\p{Default_Ignorable_Code_Point}]/u.test(text);
