import { tidyNumber } from '../../http/fields/written-ids.js';

/** What somebody looks for among their own orders. */
export interface OwnSearch {
  /** Patterns of `like`, one for each word. The item has all of them. */
  readonly patterns: readonly string[];
  /** The number of an order; null when what was typed is none. */
  readonly number: string | null;
}

/** Words that are searched for, at most. */
const WORDS_MOST = 8;

/**
 * Reads what was typed: words of the item, or an order's number such as `#12`.
 * Null when there is nothing to look for.
 */
export function readOwnSearch(typed: string): OwnSearch | null {
  const words = typed.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return null;
  const number = tidyNumber(typed);
  return {
    patterns: words.slice(0, WORDS_MOST).map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`),
    number: /^\d{1,15}$/.test(number) ? number : null,
  };
}
