import ts from 'typescript';
import { type Tree, type Violation, violationAt } from './sources.js';

/**
 * No file passes on what another one exports.
 * Biome's noBarrelFile and noReExportAll say so too, but overlook `export type … from`.
 */
export function reExports(tree: Tree): Violation[] {
  return tree
    .flatMap((file) => file.statements.filter(ts.isExportDeclaration))
    .filter((statement) => statement.moduleSpecifier !== undefined)
    .map((statement) => violationAt(statement, 'export … from: import from the file that declares the thing'));
}
