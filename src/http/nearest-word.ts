/**
 * Counts the edits that turn one word into another (optimal string alignment).
 * An edit inserts, deletes or replaces a character, or swaps two neighbours.
 * The time grows with the product of both lengths, so callers cut long words first.
 */
export function countEdits(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const next = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const replaced = at(last, column - 1) + (isSame ? 0 : 1);
      const swapped = isSwapped && row > 1 ? at(before, column - 2) + 1 : replaced;
      next.push(Math.min(at(last, column) + 1, at(next, column - 1) + 1, replaced, swapped));
    }
    before = last;
    last = next;
  }
  return at(last, other.length);
}

const at = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY;

/** Gives the first word that the fewest edits lead to, `most` at most; null if none does. */
export function findNearest(word: string, words: readonly string[], most: number): string | null {
  let nearest: string | null = null;
  let fewest = most + 1;
  for (const each of words) {
    // Each edit changes the length by one at most.
    if (Math.abs(each.length - word.length) >= fewest) continue;
    const edits = countEdits(word, each);
    if (edits >= fewest) continue;
    nearest = each;
    fewest = edits;
  }
  return nearest;
}
