import ts from 'typescript';
import { nodesIn } from './sources.js';
import { sqlIn } from './sql.js';

/** A comment of TypeScript or of SQL. `//` or `--` lines below each other are one comment. */
export interface Comment {
  readonly file: string;
  /** Counted from 1. */
  readonly firstLine: number;
  /**
   * Each from the beginning of the line, so that a length is a number of columns. Code before the
   * comment is blank.
   */
  readonly lines: readonly string[];
}

interface Range {
  readonly pos: number;
  readonly end: number;
}

export function commentsIn(file: ts.SourceFile): readonly Comment[] {
  const comments: Comment[] = [];
  for (const range of [...inTypeScript(file), ...inSql(file)].sort((one, other) => one.pos - other.pos)) {
    const comment = commentAt(file, range);
    const last = comments.at(-1);
    if (last && goesOn(last, comment))
      comments[comments.length - 1] = { ...last, lines: [...last.lines, ...comment.lines] };
    else comments.push(comment);
  }
  return comments;
}

/**
 * Every comment stands before or after a token. What looks like one in the text of a page is none.
 */
function inTypeScript(file: ts.SourceFile): readonly Range[] {
  const ranges = tokensIn(file).flatMap((token) => [
    ...(ts.getLeadingCommentRanges(file.text, token.getFullStart()) ?? []),
    ...(ts.getTrailingCommentRanges(file.text, token.getEnd()) ?? []),
  ]);
  const texts = nodesIn(file).filter(ts.isJsxText);
  const comments = ranges.filter(({ pos }) => texts.every((text) => pos < text.pos || pos >= text.end));
  return [...new Map(comments.map((range) => [range.pos, range])).values()];
}

function tokensIn(node: ts.Node): readonly ts.Node[] {
  if (ts.isJSDoc(node)) return [];
  const children = node.getChildren();
  return children.length === 0 ? [node] : children.flatMap(tokensIn);
}

function inSql(file: ts.SourceFile): readonly Range[] {
  return sqlIn([file]).flatMap(({ node }) =>
    Array.from(node.getText().matchAll(/--[^\n`]*/g), ({ 0: text, index }) => {
      const pos = node.getStart() + index;
      return { pos, end: pos + text.length };
    }),
  );
}

function commentAt(file: ts.SourceFile, { pos, end }: Range): Comment {
  const { line, character } = file.getLineAndCharacterOfPosition(pos);
  return {
    file: file.fileName,
    firstLine: line + 1,
    lines: `${' '.repeat(character)}${file.text.slice(pos, end)}`.split('\n'),
  };
}

function goesOn(last: Comment, next: Comment): boolean {
  const [above = ''] = last.lines;
  const [below = ''] = next.lines;
  const mark = /^\s*(?:\/\/|--)/.exec(below)?.[0];
  return mark !== undefined && above.startsWith(mark) && last.firstLine + last.lines.length === next.firstLine;
}
