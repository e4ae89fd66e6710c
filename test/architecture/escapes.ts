import ts from 'typescript';
import { nodesIn, type Tree, type Violation, violationAt } from './sources.js';

/** The type `any` is not written. */
export function anyTypes(tree: Tree): Violation[] {
  return tree
    .flatMap(nodesIn)
    .filter((node) => node.kind === ts.SyntaxKind.AnyKeyword)
    .map((node) => violationAt(node, 'any: write the type, or unknown and narrow it'));
}

const SUPPRESSION = /(?:\/\/|\/?\*+)\s*(biome-ignore(?:-\w+)?|@ts-(?:ignore|expect-error|nocheck))\b(.*)$/;
const REASON = /(?:[:–—]|\s-)\s*(?!<explanation>)\S*[a-z]{2}/i;

/** Whoever silences a checker says why, after a colon or a dash. */
export function suppressions(tree: Tree): Violation[] {
  return tree.flatMap(({ fileName: file, text }) =>
    text.split('\n').flatMap((content, index) => {
      const [, directive, rest = ''] = SUPPRESSION.exec(content) ?? [];
      if (!directive || REASON.test(rest)) return [];
      return [{ file, line: index + 1, message: `${directive} without a reason: write it after a colon` }];
    }),
  );
}
