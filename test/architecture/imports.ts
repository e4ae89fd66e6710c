import { posix } from 'node:path';
import ts from 'typescript';
import { nodesIn } from './sources.js';

/**
 * One way a file names another module: `import`, `export … from`, `import()` or `import('…').Type`.
 */
export interface Import {
  readonly importer: string;
  readonly specifier: string;
  /**
   * Path from the root without extension, such as `src/orders/order.entity`; null when a package is
   * imported.
   */
  readonly target: string | null;
  /** Gone after compilation. */
  readonly typeOnly: boolean;
  readonly node: ts.Node;
}

export function importsOf(file: ts.SourceFile): readonly Import[] {
  return nodesIn(file).flatMap((node) => {
    const specifier = specifierOf(node);
    if (!specifier || !ts.isStringLiteralLike(specifier)) return [];
    const { fileName: importer } = file;
    return [
      {
        importer,
        specifier: specifier.text,
        target: targetOf(importer, specifier.text),
        typeOnly: isTypeOnly(node),
        node,
      },
    ];
  });
}

/** The path without `.ts`, `.tsx` or `.js`. */
function stemOf(path: string): string {
  return path.replace(/\.[jt]sx?$/, '');
}

/** `@nestjs/common` for `@nestjs/common/pipes/index.js`. */
export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function targetOf(importer: string, specifier: string): string | null {
  return specifier.startsWith('.') ? stemOf(posix.join(posix.dirname(importer), specifier)) : null;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return node.arguments[0];
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal;
  if (ts.isExternalModuleReference(node)) return node.expression;
  return undefined;
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true;
  if (ts.isImportDeclaration(node)) {
    const clause = node.importClause;
    if (clause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
    const named = clause?.namedBindings;
    return !clause?.name && named !== undefined && ts.isNamedImports(named) && areTypes(named.elements);
  }
  if (!ts.isExportDeclaration(node)) return false;
  return (
    node.isTypeOnly ||
    (node.exportClause !== undefined && ts.isNamedExports(node.exportClause) && areTypes(node.exportClause.elements))
  );
}

function areTypes(names: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[]): boolean {
  return names.length > 0 && names.every((name) => name.isTypeOnly);
}
