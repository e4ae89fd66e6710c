import { explainNumber, explainParts } from './json-number-fault.js';
import { describePlace } from './place.js';

/** A string without its closing quote: all that JSON lets stand in it. */
const STRING = /"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[ !#-[\]-\uffff]*)*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/y;
const WORD = /(?:true|false|null)(?!\w)/y;
const BLANK = /[ \t\n\r]*/y;

/** What may come next. After `{` also its end, and after `[` as well. */
type Expected = 'value' | 'first-value' | 'name' | 'first-name' | 'colon' | 'comma' | 'end';

/**
 * Says where text stops being JSON (RFC 8259), and what to do about it.
 * Its time grows with the length of the text alone, and nested values use no call stack.
 * @returns such as `line 3, column 1: …`; null for valid JSON
 */
export function findJsonFault(text: string): string | null {
  const closers: string[] = [];
  let expected: Expected = 'value';
  let at = 0;
  let comma = false;
  /** Where the value before began, if it is a number. */
  let number: number | null = null;
  for (;;) {
    at = matchEnd(BLANK, text, at) ?? at;
    const char = text[at];
    if (char === undefined) return expected === 'end' ? null : say(text, at, explainEnd(closers));
    const closer = closers.at(-1);
    const mayClose: boolean = expected === 'comma' || expected === 'first-value' || expected === 'first-name';
    if (mayClose && char === closer) {
      closers.pop();
      at++;
      expected = closers.length === 0 ? 'end' : 'comma';
      continue;
    }
    if (expected === 'end') return say(text, at, 'nothing may follow the end of the value');
    if (expected === 'colon' || expected === 'comma') {
      if (expected === 'colon' && char !== ':') return say(text, at, 'a colon is missing here');
      if (expected === 'comma' && char !== ',')
        return say(text, at, explainParted(text, number, at) ?? `a comma or ${closer} is missing here`);
      comma = expected === 'comma';
      expected = expected === 'colon' ? 'value' : closer === '}' ? 'name' : 'value';
      at++;
      continue;
    }
    if (comma && char === closer) return say(text, at, `remove the comma before this ${char}`);
    comma = false;
    const isName: boolean = expected === 'name' || expected === 'first-name';
    if (char === '"') {
      const end = matchEnd(STRING, text, at) ?? at;
      if (text[end] !== '"')
        return text[end] === undefined ? say(text, at, UNCLOSED) : say(text, end, explainInText(text, end));
      at = end + 1;
      number = null;
      expected = isName ? 'colon' : closers.length === 0 ? 'end' : 'comma';
    } else if (!isName && (char === '{' || char === '[')) {
      number = null;
      closers.push(char === '{' ? '}' : ']');
      expected = char === '{' ? 'first-name' : 'first-value';
      at++;
    } else {
      const end = isName ? null : (matchEnd(NUMBER, text, at) ?? matchEnd(WORD, text, at));
      if (end === null) {
        const parted = isName ? explainParted(text, number, at) : null;
        return say(text, at, parted ?? (isName ? explainName(char) : explainValue(text, at)));
      }
      number = /[-\d]/.test(char) ? at : null;
      at = end;
      expected = closers.length === 0 ? 'end' : 'comma';
    }
  }
}

const say = (text: string, at: number, reason: string): string => `${describePlace(text.slice(0, at))}: ${reason}`;

function matchEnd(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

const UNCLOSED = 'the text that begins here has no closing "';

function explainEnd(closers: readonly string[]): string {
  const missing = closers.slice(-5).reverse().join('');
  return missing === '' ? 'a value is missing' : `the body ends before its ${missing}`;
}

const explainInText = (text: string, at: number): string =>
  text[at] === '\\' ? 'write a backslash in text as \\\\' : 'write a line break in text as \\n, and a tab as \\t';

/** What to do about digits at `at` after a number, such as the 420 of `1,420`; null for another. */
const explainParted = (text: string, number: number | null, at: number): string | null =>
  number !== null && /['’_\d]/.test(text.charAt(at)) ? explainParts(text, number) : null;

/** What to do about a character that begins no name and no value. Null if it may be either. */
function explainMark(char: string): string | null {
  if (char === "'" || /[‘’“”«»„`]/.test(char)) return 'write text between double quotes: "…"';
  if (char === '/' || char === '#') return 'JSON has no comments';
  if (char === '\0') return 'a zero byte: the body looks like UTF-16; send UTF-8';
  return null;
}

const explainName = (char: string): string => explainMark(char) ?? 'write a name between double quotes here';

function explainValue(text: string, at: number): string {
  const char = text.charAt(at);
  if (/[\d.+-]/.test(char)) return explainNumber(text, at);
  if (/[,:}\]]/.test(char)) return 'a value is missing here';
  return explainMark(char) ?? 'write text between double quotes; true, false, null and numbers alone stand without';
}
