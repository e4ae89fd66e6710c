import { isGsm } from './gsm-alphabet.js';
import { PLAIN } from './plain-characters.js';

/**
 * Words of plain characters with single spaces between them. Most texts are like this and need no
 * change.
 */
const PLAIN_WORDS = /^[!-_a-~]+(?: [!-_a-~]+)*$/;

/**
 * Turns a text into one line of the GSM alphabet, as far as the alphabet reaches.
 * - A character outside it becomes what Unicode takes it apart into, each part in its plain form:
 *   `½` becomes `1/2`, `№` becomes `No`.
 * - Accents that GSM lacks are dropped (Kikuyu's ĩ and ũ, for example).
 * - What has no plain form stays as it is, with its joiners and the first two of its marks.
 * - Control and invisible characters are removed, so that a name cannot begin a line or turn the
 *   reading direction.
 * - To turn the result again changes nothing.
 */
export function toGsmText(text: string): string {
  if (PLAIN_WORDS.test(text)) return text;
  const line = text
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .replace(MICRO, 'u')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ');
  let written = '';
  let before: NumberKind | null = null;
  for (const [sign, base = ''] of line.matchAll(SIGN)) {
    const plain = writePlainly(sign, base);
    if (plain === '') continue;
    const kind = kindOf(base, plain);
    written += separate(written, before, plain, kind) + plain;
    before = kind;
  }
  return written.replace(/ {2,}/g, ' ').trim();
}

/**
 * The Greek letter where it stands for micro, before a unit: normalised forms of `µ` (NFKC) are it.
 */
const MICRO = /(?<![\p{Script=Greek}\p{M}])μ(?=(?:[gGlLmMsAVWF]|mol|Sv)(?!\p{L}))/gu;

/** Format characters that show nothing, except those that shape the character before them. */
const INVISIBLE =
  /(?![\p{Join_Control}\u180e\p{Variation_Selector}\u{e0020}-\u{e007f}])\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb]/gu;

/** A character and what belongs to it: marks, joiners and the tags of a flag. */
const SIGN = /(.)[\p{M}\p{Join_Control}\u180e\u{e0020}-\u{e007f}]*/gsu;

/** The plain form of a sign, or the sign as it is. */
function writePlainly(sign: string, base: string): string {
  if (/\p{Default_Ignorable_Code_Point}/u.test(base)) return '';
  return findPlain(base) ?? dropStackedMarks(sign, base);
}

/** Marks of one sign that are written: a vowel and a tone, for example. Each takes room. */
const MARKS_MOST = 2;

/** The sign without the marks beyond the second, and with one joiner where several stand. */
function dropStackedMarks(sign: string, base: string): string {
  let marks = 0;
  const kept = sign.slice(base.length).replace(/\p{M}/gu, (mark) => (++marks > MARKS_MOST ? '' : mark));
  return base + kept.replace(/([\p{Join_Control}\u180e])[\p{Join_Control}\u180e]+/gu, '$1');
}

/**
 * How a sign stands for a number. Digits of one kind next to each other are one number, and a
 * `whole` one stands alone.
 */
type NumberKind = 'digit' | 'raised' | 'lowered' | 'whole';

/** @param plain what is written for the sign. Digits may be a part of it, as in `m2`. */
function kindOf(base: string, plain: string): NumberKind | null {
  if (/\p{Nd}/u.test(base)) return 'digit';
  if (/[⁰¹²³⁴-⁹⁺⁻]/.test(base)) return 'raised';
  if (/[₀-₉]/.test(base)) return 'lowered';
  return /\d/.test(plain) ? 'whole' : null;
}

/**
 * What keeps a number apart from the one before it, with which it would be read as another one.
 * `2½` is 2 1/2, `½½` is 1/2 1/2, `5①` is 5 1, and `10²` is 10^2.
 */
function separate(written: string, before: NumberKind | null, plain: string, kind: NumberKind | null): string {
  if (before === null || kind === null || (before === kind && kind !== 'whole')) return '';
  if (kind === 'raised') return /\p{Nd}$/u.test(written) ? '^' : '';
  return /[\p{Nd}.,]$/u.test(written) && /^\p{Nd}/u.test(plain) ? ' ' : '';
}

const SINGLE_QUOTES = /[‘’‚‛‹›]/;
/** A stroke through a sign, which makes it say the opposite. Such a sign has no plain form. */
const NEGATION = /[\u0338\u20d2]/;

/** Characters of the GSM alphabet that mean the same as the base; null if there are none. */
function findPlain(base: string): string | null {
  if (isGsm(base)) return base;
  const listed = PLAIN.get(base);
  if (listed !== undefined) return listed;
  if (/\p{Dash}/u.test(base)) return '-';
  if (/\p{Quotation_Mark}/u.test(base)) return SINGLE_QUOTES.test(base) ? "'" : '"';
  const parts = base.normalize('NFKD');
  return parts === base || NEGATION.test(parts) ? null : joinPlain(parts.replace(/\p{M}/gu, ''));
}

function joinPlain(parts: string): string | null {
  // The Greek letter stands for micro where Unicode takes a sign apart, as in ㎍.
  const plain = Array.from(parts, (part) => (part === 'μ' ? 'u' : findPlain(part)));
  return parts === '' || plain.includes(null) ? null : plain.join('');
}
