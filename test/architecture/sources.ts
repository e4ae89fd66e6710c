import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import ts from 'typescript';

/**
 * Parsed, unchecked sources; `fileName` is the path from the root of the repository, with forward
 * slashes.
 */
export type Tree = readonly ts.SourceFile[];

/** `message` says what is wrong and what to do instead. */
export interface Violation {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** The sources of the service. */
export const readHouse = (): Tree => readTree('.', ['src', 'migrations']);

/** Every TypeScript file below `folders` of `root`. A folder that does not exist has no files. */
export function readTree(root: string, folders: readonly string[]): Tree {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
    )
    .filter((path) => /\.tsx?$/.test(path))
    .sort()
    .map((path) => parse(path.replaceAll(sep, '/'), readFileSync(join(root, path), 'utf8')));
}

/** A tree that exists only in memory: path → lines. */
export function treeOf(files: Readonly<Record<string, readonly string[]>>): Tree {
  return Object.entries(files).map(([path, lines]) => parse(path, lines.join('\n')));
}

function parse(path: string, text: string): ts.SourceFile {
  const kind = path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true, kind);
}

/** The node and everything below it, breadth first. */
export function nodesIn(root: ts.Node): readonly ts.Node[] {
  const nodes = [root];
  for (const node of nodes) {
    ts.forEachChild(node, (child) => {
      nodes.push(child);
    });
  }
  return nodes;
}

/** A violation at the line where `node` begins, comments before it not counted. */
export function violationAt(node: ts.Node, message: string): Violation {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  return { file: file.fileName, line: line + 1, message };
}

/**
 * What the last dotted part of a file's name says it is: `service` for
 * `src/orders/orders.service.ts`, '' for `src/errors.ts`.
 */
export function roleOf(path: string): string {
  const [, ...roles] = baseOf(path).split('.');
  return roles.at(-1) ?? '';
}

/** The file's name without folders and extension. */
export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[jt]sx?$/, '');
}

/** One line for each violation, in reading order: `src/orders/order.entity.ts:12 …`. */
export function report(violations: readonly Violation[]): readonly string[] {
  return [...violations]
    .sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line)
    .map(({ file, line, message }) => `${file}:${line} ${message}`);
}

/** Only where the violations are, in reading order: `src/orders/order.entity.ts:12`. */
export function places(violations: readonly Violation[]): readonly string[] {
  return report(violations).map((line) => line.slice(0, line.indexOf(' ')));
}
