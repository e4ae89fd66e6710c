import ts from 'typescript';
import { nodesIn, type Tree, type Violation, violationAt } from './sources.js';

/** What hands a read to a replica, if there is one. */
const WAYS = new Set(['replicaPreferred', 'streaming', 'STREAMING']);

/**
 * Uses of a replica in files that are not listed, and listed files without one.
 * A read at a replica must not decide anything, so a person looks at each new one.
 * @param listed files, and what they read there
 */
export function replicaReads(tree: Tree, listed: Readonly<Record<string, string>>): Violation[] {
  const found = tree.flatMap((file) =>
    nodesIn(file)
      .filter(usesReplica)
      .map((node) => violationAt(node, 'reads at a replica: list the file in REPLICA_READS, with what it reads')),
  );
  const files = new Set(found.map(({ file }) => file));
  const idle = Object.keys(listed)
    .filter((file) => !files.has(file))
    .map((file) => ({ file, line: 1, message: 'reads nothing at a replica: take it from REPLICA_READS' }));
  return [...found.filter(({ file }) => !Object.hasOwn(listed, file)), ...idle];
}

/** A property or a name of {@link WAYS}, or `replica: true`. */
function usesReplica(node: ts.Node): boolean {
  if (ts.isPropertyAssignment(node))
    return node.name.getText() === 'replica' && node.initializer.kind === ts.SyntaxKind.TrueKeyword;
  return ts.isIdentifier(node) && WAYS.has(node.text) && !ts.isImportSpecifier(node.parent);
}
