import type { Tree, Violation } from './sources.js';

const SUPPRESSION = /(?:\/\/|\/?\*+)\s*(@ts-(?:expect-error|nocheck))\b(.*)$/;
const REASON = /(?:[:–—]|\s-)\s*\S*[a-z]{2}/i;

/**
 * Whoever silences the type checker says why, after a colon or a dash.
 * Biome itself asks for the reason of a `biome-ignore`, and forbids `@ts-ignore`.
 */
export function suppressions(tree: Tree): Violation[] {
  return tree.flatMap(({ fileName: file, text }) =>
    text.split('\n').flatMap((content, index) => {
      const [, directive, rest = ''] = SUPPRESSION.exec(content) ?? [];
      if (!directive || REASON.test(rest)) return [];
      return [{ file, line: index + 1, message: `${directive} without a reason: write it after a colon` }];
    }),
  );
}
