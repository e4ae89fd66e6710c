import type { Tree, Violation } from './sources.js';

const MAX_LINES = 200;

/** No file of src is longer than 200 lines. */
export function lengths(tree: Tree): Violation[] {
  return tree
    .filter((file) => file.fileName.startsWith('src/'))
    .map((file) => ({ file: file.fileName, lines: file.text.replace(/\n$/, '').split('\n').length }))
    .filter(({ lines }) => lines > MAX_LINES)
    .map(({ file, lines }) => ({ file, line: MAX_LINES + 1, message: `${lines} lines, ${MAX_LINES} at most: split it by what it does` }));
}

const LEFTOVERS = /^(?:.+-)?(?:utils?|helpers?)$|^(?:common|base)$/;
const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*$/;

/** Files and folders are kebab-case with dots before the role, and none is named for leftovers. */
export function names(tree: Tree): Violation[] {
  return tree.flatMap(({ fileName: file }) => {
    const parts = file.replace(/\.tsx?$/, '').split('/');
    const unkempt = parts.filter((part) => !KEBAB.test(part)).map((part) => `${part}: write file and folder names in kebab-case`);
    const leftovers = parts.filter((part) => part.split('.').some((word) => LEFTOVERS.test(word)));
    const vague = leftovers.map((part) => `${part} collects leftovers: name it after what it does`);
    return [...unkempt, ...vague].map((message) => ({ file, line: 1, message }));
  });
}
