import { dropQuotes, joinPasted, tidyPasted } from './pasted-text.js';

/** What programs write around a UUID: braces, parentheses, and the name space of RFC 9562. */
const AROUND = /^(?:urn:uuid:|uuid:)|^[{("'<]+|[})"'>]+$/gi;

/** The 32 digits of a UUID without its dashes. */
const BARE = /^([\da-f]{8})([\da-f]{4})([\da-f]{4})([\da-f]{4})([\da-f]{12})$/;

/** Longer text is no UUID, however it is written. */
const READ_MOST = 200;

/**
 * Makes a UUID regular: in lower case, with its own dashes alone.
 * Spaces, braces and quotation marks that programs put in and around it go.
 */
export function tidyUuid(text: string): string {
  const joined = joinPasted(text);
  return joined.length > READ_MOST
    ? joined
    : dropQuotes(joined).replace(AROUND, '').toLowerCase().replace(BARE, '$1-$2-$3-$4-$5');
}

/** What is written before the number of a thing: `#2`, or `order no. 2` as the SMS has it. */
const BEFORE_NUMBER = /^(?:order\s*)?(?:#|№|n(?:o|um(?:ber)?|[°º])[.:]?)\s*(?=\d)/i;

/** Makes the number of a thing regular: `#0005`, `no. 5:` and `"5"` are 5. */
export const tidyNumber = (text: string): string =>
  dropQuotes(tidyPasted(text))
    .replace(BEFORE_NUMBER, '')
    .replace(/^0+(?=\d)/, '');
