import type { Tree, Violation } from './sources.js';

const MOST_LINES = 200;
const FEWEST_LINES = 15;

/**
 * No file of src is longer than 200 lines.
 * Biome's noExcessiveLinesPerFile takes a comment or a template of SQL for one line, whatever
 * its length.
 */
export function tooLong(tree: Tree): Violation[] {
  return linesIn(tree)
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ file, lines }) => ({
      file,
      line: MOST_LINES + 1,
      message: `${lines} lines, ${MOST_LINES} at most: split it by what it does`,
    }));
}

/**
 * No file of src is shorter than 15 lines, but those listed with the reason why they stand alone.
 */
export function tooShort(tree: Tree, reasons: Readonly<Record<string, string>>): Violation[] {
  const short = linesIn(tree).filter(({ lines }) => lines < FEWEST_LINES);
  const unlisted = short
    .filter(({ file }) => !(file in reasons))
    .map(({ file, lines }) => ({
      file,
      line: 1,
      message: `${lines} lines: put it where the rest of its thought is, or list it with a reason`,
    }));
  const listed = Object.keys(reasons)
    .filter((path) => short.every(({ file }) => file !== path))
    .map((file) => ({ file, line: 1, message: 'listed as a short file, which it is not: take it off the list' }));
  return [...unlisted, ...listed];
}

function linesIn(tree: Tree): readonly { file: string; lines: number }[] {
  return tree
    .filter((file) => file.fileName.startsWith('src/'))
    .map((file) => ({ file: file.fileName, lines: file.text.replace(/\n$/, '').split('\n').length }));
}

const LEFTOVERS = /^(?:.+-)?(?:utils?|helpers?)$|^(?:common|base|index)$/;
const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * Folders are kebab-case, as Biome wants it of files (useFilenamingConvention), and neither is
 * named for leftovers.
 */
export function names(tree: Tree): Violation[] {
  return tree.flatMap(({ fileName: file }) => {
    const parts = file.replace(/\.tsx?$/, '').split('/');
    const unkempt = parts
      .slice(0, -1)
      .filter((part) => !KEBAB.test(part))
      .map((part) => `${part}: write folder names in kebab-case`);
    const leftovers = parts.filter((part) => part.split('.').some((word) => LEFTOVERS.test(word)));
    const vague = leftovers.map((part) => `${part} collects leftovers: name it after what it does`);
    return [...unkempt, ...vague].map((message) => ({ file, line: 1, message }));
  });
}
