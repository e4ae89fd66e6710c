/** Opening and closing quotes that are pasted around a value, straight and typographic ones. */
const QUOTES = ['""', "''", '“”', '‘’'];

/** Spaces, line ends and invisible marks at either end of a value. */
const MARGINS = /^[\s\p{Z}\p{Cf}\p{Cc}]+|[\s\p{Z}\p{Cf}\p{Cc}]+$/gu;

/** Removes what copying adds at the ends of a value and what no value needs there. */
export const removeMargins = (text: string): string => text.replace(MARGINS, '');

/** Removes quotes around a whole value. `docker --env-file` keeps the quotes of a file. */
export function removeQuotes(text: string): string {
  const [first = '', last = ''] = [text.at(0), text.at(-1)];
  const inner = text.slice(1, -1);
  const quoted = text.length > 1 && QUOTES.includes(first + last) && !inner.includes(first) && !inner.includes(last);
  return quoted ? removeMargins(inner) : text;
}
