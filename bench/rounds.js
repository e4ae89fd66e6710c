/** @typedef {import('./load/load.js').Turn} Turn */

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Gives each competitor a turn in every round, so that a slow minute of the machine slows all.
 * @template T
 * @param {number} rounds
 * @param {readonly string[]} names
 * @param {(name: string) => Promise<T>} turn
 * @param {(line: string) => void} say
 * @param {(result: T) => string} brief
 * @returns {Promise<Record<string, T[]>>}
 */
export async function inRounds(rounds, names, turn, say, brief) {
  /** @type {Record<string, T[]>} */
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    const briefs = [];
    for (const name of names) {
      const result = await turn(name);
      results[name].push(result);
      briefs.push(`${name} ${brief(result)}`);
    }
    say(`  round ${round} of ${rounds}   ${briefs.join('   ')}`);
  }
  return results;
}
