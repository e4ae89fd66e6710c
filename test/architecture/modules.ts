import ts from 'typescript';
import { type Import, importsOf, packageOf } from './imports.js';
import { baseOf, nodesIn, type Tree, type Violation, violationAt } from './sources.js';

/** A relative import ends in `.js`; any other is `node:…` or one of the `dependencies` of package.json. */
export function specifiers(tree: Tree, dependencies: ReadonlySet<string>): Violation[] {
  return tree.flatMap(importsOf).flatMap((edge) => {
    const fault = faultOf(edge, dependencies);
    return fault ? [violationAt(edge.node, fault)] : [];
  });
}

function faultOf({ specifier, target }: Import, dependencies: ReadonlySet<string>): string | null {
  if (target !== null) return specifier.endsWith('.js') ? null : `'${specifier}' does not end in .js: name the compiled file`;
  if (specifier.startsWith('node:') || dependencies.has(packageOf(specifier))) return null;
  return `'${specifier}' is no dependency of package.json: write node: before a built-in, a relative path instead of an alias, or add the package`;
}

/** Nothing is exported by default or wholesale, and no file only passes on what others export. */
export function exportsByName(tree: Tree): Violation[] {
  return tree.flatMap((file) => [...barrels(file), ...file.statements.flatMap(anonymousExports)]);
}

function barrels(file: ts.SourceFile): Violation[] {
  const owns = file.statements.some((statement) => !ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement));
  const passesOn = file.statements.find(ts.isExportDeclaration);
  if (baseOf(file.fileName) !== 'index' && (owns || !passesOn)) return [];
  return [violationAt(passesOn ?? file, 'a barrel: import from the file that declares the thing')];
}

function anonymousExports(statement: ts.Statement): Violation[] {
  const byDefault = 'a default export: export it by its name';
  if (ts.isExportAssignment(statement)) return [violationAt(statement, byDefault)];
  if (ts.isExportDeclaration(statement)) {
    const clause = statement.exportClause;
    if (!clause || ts.isNamespaceExport(clause)) return [violationAt(statement, 'export *: import from the file that declares the thing')];
    return clause.elements.some((element) => element.name.text === 'default') ? [violationAt(statement, byDefault)] : [];
  }
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  return modifiers.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword) ? [violationAt(statement, byDefault)] : [];
}

/** Modules and providers never wait for each other. */
export function forwardRefs(tree: Tree): Violation[] {
  return tree
    .flatMap(nodesIn)
    .filter((node) => ts.isIdentifier(node) && node.text === 'forwardRef')
    .map((node) => violationAt(node, 'forwardRef: break the circle, one of the two must not know the other'));
}
