const QUOTED = 'this is no number in JSON; write it between double quotes, such as "0712345678"';

/** Digits of a number with a plus sign, from which on it is a phone number. */
const PHONE_DIGITS_LEAST = 9;

/** What stands where a value must be, up to a character that ends it. Longer is no number. */
const TOKEN = /[^\s,:{}[\]"]{1,40}/y;

/** What to do about a number at `at` that JSON does not allow, such as `.5` and `0712345678`. */
export function explainNumber(text: string, at: number): string {
  TOKEN.lastIndex = at;
  const [token = ''] = TOKEN.exec(text) ?? [];
  const [, sign = '', rest = ''] = /^([+-]?)(.*)$/s.exec(token) ?? [];
  const minus = sign === '-' ? '-' : '';
  if (/^\.\d+$/.test(rest)) return `this is no number in JSON: write ${minus}0${rest}`;
  if (/^\d+\.$/.test(rest)) return `this is no number in JSON: write ${minus}${rest.slice(0, -1)}`;
  if (/^\d+(?:[_'’]\d{3})+(?:\.\d+)?$/.test(rest))
    return `write the number without marks between the digits: ${minus}${rest.replace(/[_'’]/g, '')}`;
  if (sign === '+' && /^(?!0\d)\d+(?:\.\d+)?$/.test(rest) && rest.length < PHONE_DIGITS_LEAST)
    return `this is no number in JSON: write it without the plus sign, ${rest}`;
  return QUOTED;
}

/** Digits with what people write between them. */
const WRITTEN = /-?\d[\d, '’_\u00a0\u202f]*(?:\.\d+)?/y;

/**
 * What to do about the digits after a number that began at `start`, which are a part of it.
 * Null when they are not.
 */
export function explainParts(text: string, start: number): string | null {
  WRITTEN.lastIndex = start;
  const written = (WRITTEN.exec(text)?.[0] ?? '').replace(/[, '’_\u00a0\u202f]+$/, '');
  if (/^-?\d{1,3}(?:, ?\d{2,3})*, ?\d{3}(?:\.\d+)?$/.test(written))
    return `write the number without commas: ${written.replace(/[, ]/g, '')}`;
  if (/^-?\d+,\d{1,2}$/.test(written)) return `write the number with a point: ${written.replace(',', '.')}`;
  if (/^-?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:\.\d+)?$/.test(written))
    return `write the number without spaces: ${written.replace(/[ \u00a0\u202f]/g, '')}`;
  if (/^-?\d+(?:['’_]\d{3})+(?:\.\d+)?$/.test(written))
    return `write the number without marks between the digits: ${written.replace(/['’_]/g, '')}`;
  return null;
}
