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
      if (expected === 'comma' && char !== ',') return say(text, at, `a comma or ${closer} is missing here`);
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
      expected = isName ? 'colon' : closers.length === 0 ? 'end' : 'comma';
    } else if (!isName && (char === '{' || char === '[')) {
      closers.push(char === '{' ? '}' : ']');
      expected = char === '{' ? 'first-name' : 'first-value';
      at++;
    } else {
      const end = isName ? null : (matchEnd(NUMBER, text, at) ?? matchEnd(WORD, text, at));
      if (end === null) return say(text, at, explainChar(char, isName));
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

/** What to do about a character that begins neither a name nor a value. */
function explainChar(char: string, isName: boolean): string {
  if (char === "'" || /[‘’“”«»„`]/.test(char)) return 'write text between double quotes: "…"';
  if (char === '/' || char === '#') return 'JSON has no comments';
  if (char === '\0') return 'a zero byte: the body looks like UTF-16; send UTF-8';
  if (isName) return 'write a name between double quotes here';
  if (/[\d.+-]/.test(char)) return 'this is no number in JSON; write it between double quotes, such as "0712345678"';
  if (/[,:}\]]/.test(char)) return 'a value is missing here';
  return 'write text between double quotes; true, false, null and numbers alone stand without';
}
