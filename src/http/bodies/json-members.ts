import { InvalidRequest, refuseRepeated } from '../problems/invalid-request.error.js';

type Fields = Record<string, unknown>;

/**
 * What a number may look like whose value or text `JSON.parse` changes. A double keeps 15 digits.
 * It also finds texts that look so, and then the numbers are compared one by one.
 */
const CHANGED_NUMBER = /\d[\d.]{15}|\d[eE]|\.\d*0(?!\d)|-0/;

/**
 * Undoes what `JSON.parse` did to an object of fields, where it kept less than was written.
 * - A number that it changed becomes the text that was written, such as `420.10000000000000001`.
 * - Nothing below the first level is looked at: no request of ours nests objects.
 * - The members are read again only if there may be something to undo.
 * @param text valid JSON
 * @param parsed what `JSON.parse` made of it; changed in place
 * @throws InvalidRequest naming a field that comes twice
 */
export function keepMembers(text: string, parsed: unknown): void {
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return;
  const fields = parsed as Fields;
  let count = 0;
  let hasNumber = false;
  for (const name in fields) {
    count++;
    hasNumber ||= typeof fields[name] === 'number';
  }
  if (!hasMoreColons(text, count) && !(hasNumber && CHANGED_NUMBER.test(text))) return;
  const seen = new Set<string>();
  walkMembers(text, (name, written) => {
    if (seen.has(name)) throw new InvalidRequest([refuseRepeated(name)]);
    seen.add(name);
    const value = fields[name];
    if (typeof value === 'number' && String(value) !== written) fields[name] = writeNumber(written);
  });
}

/** Whether there are more than `count` colons. Each member has one, so a repeated one has too. */
function hasMoreColons(text: string, count: number): boolean {
  let found = 0;
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1)) if (++found > count) return true;
  return false;
}

/** The most places by which an exponent moves the point. Beyond it a number stays as written. */
const SHIFT_MOST = 30;

/** The exponent of a phone number with its country, which has 10 digits or more. */
const PHONE_SHIFT_LEAST = 9;

/**
 * A JSON number in plain digits, with all of them.
 * - A whole number is written as one: `1e3` becomes `1000`, and `254719485369.0` loses its zero.
 * - Another one without exponent stays as written, such as `420.50`.
 * - So does one like `2.54712E11`, with which a table has shortened a phone number.
 */
export function writeNumber(written: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(written) ?? [];
  const shift = Number(exponent);
  if (Math.abs(shift) > SHIFT_MOST || (shift >= PHONE_SHIFT_LEAST && shift - fraction.length >= 3)) return written;
  const digits = '0'.repeat(Math.max(0, -shift)) + whole + fraction + '0'.repeat(Math.max(0, shift));
  const point = Math.max(0, -shift) + whole.length + shift;
  const [left, right] = [digits.slice(0, point), digits.slice(point)];
  const places = /[1-9]/.test(right) ? `.${shift === 0 ? fraction : right.replace(/0+$/, '')}` : '';
  return sign + left.replace(/^0+(?=\d)/, '') + places;
}

/** Calls `take` with the name and the written value of each member of a JSON object. */
function walkMembers(text: string, take: (name: string, written: string) => void): void {
  let depth = 0;
  let name: string | null = null;
  let valueStart = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') {
      const end = findStringEnd(text, at);
      if (depth === 1 && name === null) name = JSON.parse(text.slice(at, end)) as string;
      at = end - 1;
    } else if (char === '{' || char === '[') depth++;
    else if (char === ':' && depth === 1) valueStart = at + 1;
    else if (char === ',' || char === '}' || char === ']') {
      if (depth === 1 && name !== null) {
        take(name, text.slice(valueStart, at).trim());
        name = null;
      }
      if (char !== ',') depth--;
    }
  }
}

/** Where the string that begins at `start` has ended: after the next quote that is not escaped. */
function findStringEnd(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (isEscaped(text, quote)) quote = text.indexOf('"', quote + 1);
  return quote + 1;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}
