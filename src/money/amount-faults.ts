import { placesOf } from '../currencies.js';
import { findPlacesFault } from './decimals.js';

/** What an amount is, with an example of the currency's own decimal places. */
function describeAmount(places: number): string {
  if (places === 0) return 'must be a whole number, such as 420';
  return `must be a decimal number, such as 420 or 420.5${'0'.repeat(places - 1)}`;
}

/** Longer text is no amount that somebody wrote in another way. */
const EXPLAINED_MOST = 40;

/**
 * What may stand before and after a number: a currency, by its ISO 4217 code or as people write it.
 * Any other word may change what the number means, such as `2 thousand`.
 */
const CODES = Intl.supportedValuesOf('currency').join('|');
const WORD = `(?:${CODES}|ksh|kshs|[kut]?shs?|shillings?|shilingi|bob)\\.?|\\p{Sc}`;
const BEFORE = new RegExp(`^(?:${WORD})(?=\\s*[-+−–\\d.,])`, 'iu');
const AFTER = new RegExp(`(?<=[\\d.,]\\s*)(?:${WORD}|/[=-]|[.,]-|=)$`, 'iu');

/** A number that somebody wrote in another way: how it is to be written, and what it then is. */
interface Rewritten {
  readonly ways: readonly string[];
  readonly plain: string;
}

/**
 * What is wrong with a value that is no plain decimal number, as the end of a sentence.
 * It says how to write the number, as far as there is no doubt what is meant.
 * @param currency the shop's: what is to be written is an amount in it
 */
export function explainAmount(value: unknown, currency: string): string {
  const places = placesOf(currency);
  const wanted = describeAmount(places);
  if (typeof value !== 'string' || value.length > EXPLAINED_MOST) return wanted;
  const { ways, plain: alone } = dropWords(value.trim());
  if (/^[-−–]\s*[\d.,]/.test(value.trim()) || /^[-−–]\s*[\d.,]/.test(alone)) return 'must be more than 0';
  if (/^\d+(\.\d+)?e[+-]?\d+$/i.test(alone)) return explainExponent(alone);
  const thousands = /^(\d+)(?:\.(\d{1,3}))?\s*k$/i.exec(alone);
  if (thousands !== null) return `write it out: ${BigInt(`${thousands[1]}${(thousands[2] ?? '').padEnd(3, '0')}`)}`;
  // With three decimal places 1,420 may be either.
  if (places === 3 && /^\d{1,3},\d{3}$/.test(alone))
    return `write it without commas: ${alone.replace(',', '')}, or with a point: ${alone.replace(',', '.')}`;
  const { ways: more, plain } = rewriteMarks(alone);
  if (!/^\d+(\.\d+)?$/.test(plain)) return wanted;
  if (!/[1-9]/.test(plain)) return 'must be more than 0';
  const misplaced = findPlacesFault(plain, currency);
  if (misplaced !== null) return misplaced;
  const how = [...ways, ...more];
  const shown = places === 0 ? plain.replace(/\..*/, '') : plain;
  return how.length === 0 ? `write ${shown}` : `write it ${how.join(' and ')}: ${shown}`;
}

/** Drops a currency or unit before and after the number, such as `KES` and `/=`. */
function dropWords(text: string): Rewritten {
  const ways: string[] = [];
  const drop = (word: string): string => {
    ways.push(`without ${word}`);
    return '';
  };
  const plain = text.replace(BEFORE, drop).replace(AFTER, drop).trim();
  return { ways, plain };
}

/** Rewrites signs, spaces, separators of thousands and decimal commas. */
function rewriteMarks(text: string): Rewritten {
  const ways: string[] = [];
  let plain = text;
  const rewrite = (marks: RegExp, by: string, way: string | null): void => {
    if (!marks.test(plain)) return;
    plain = plain.replace(marks, by);
    if (way !== null) ways.push(way);
  };
  rewrite(/^["'“](?=.)|(?<=.)["'”]$/g, '', 'without quotes');
  rewrite(/^\+\s*/, '', 'without the plus sign');
  rewrite(/(?<=\d)\s+(?=\d)/g, '', 'without spaces');
  rewrite(/(?<=\d)['’_\u066c](?=\d)/g, '', 'without marks between the digits');
  if (/^\d{1,3}(,\d{2,3})*,\d{3}(\.\d*)?$/.test(plain)) rewrite(/,/g, '', 'without commas');
  else if (/^\d{1,3}(\.\d{3})+,\d{1,2}$/.test(plain) || /^\d{1,3}(\.\d{3}){2,}$/.test(plain))
    rewrite(/\./g, '', 'without points between the thousands');
  if (/^\d*,\d{1,2}$/.test(plain)) rewrite(/,/, '.', 'with a point before the cents');
  rewrite(/^\.(?=\d)/, '0.', null);
  rewrite(/(?<=\d)\.$/, '', null);
  return { ways, plain };
}

function explainExponent(text: string): string {
  const number = Number(text);
  const isWhole = Number.isSafeInteger(number) && number > 0;
  return isWhole ? `write it out, without an exponent: ${number}` : 'write it out, without an exponent';
}
