import ts from 'typescript';
import { nodesIn, type Tree, type Violation, violationAt } from './sources.js';

const BASES = ['AppError', 'Error', 'Map'];
const STREAMS = ['Transform', 'Readable'];

/**
 * Classes extend only `AppError`, `Error`, `Map`, an abstract `…Gateway`, a stream of node:stream,
 * `PassportStrategy(…)`, or a class that is a shape without behaviour.
 */
export function baseClasses(tree: Tree): Violation[] {
  const classes = tree.flatMap(nodesIn).filter(ts.isClassLike);
  const ports = classes
    .filter((node) => hasModifier(node, ts.SyntaxKind.AbstractKeyword))
    .map((node) => node.name?.text ?? '');
  return classes.flatMap((node) => {
    const base = baseOfClass(node);
    if (!base || isPermitted(base, ports)) return [];
    return [
      violationAt(
        base,
        `extends ${base.getText()}: no base classes but AppError and abstract gateway ports; compose instead`,
      ),
    ];
  });
}

/** What the class extends, as written; undefined when it extends nothing. */
export function baseOfClass(node: ts.ClassLikeDeclaration): ts.Expression | undefined {
  return node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression;
}

export function hasModifier(node: ts.ClassLikeDeclaration, kind: ts.SyntaxKind): boolean {
  return node.modifiers?.some((modifier) => modifier.kind === kind) ?? false;
}

function isPermitted(base: ts.Expression, ports: readonly string[]): boolean {
  if (ts.isCallExpression(base)) return base.expression.getText() === 'PassportStrategy';
  const name = base.getText();
  // A DTO is a shape, not behaviour: one answer's fields may begin with another's.
  if (name.endsWith('Dto') && base.getSourceFile().fileName.endsWith('.dto.ts')) return true;
  // So are the environment variables: the list of config.ts goes on in another file.
  if (name === 'SmsConfig' && /\bconfig\/config\.ts$/.test(base.getSourceFile().fileName)) return true;
  if (STREAMS.includes(name)) return importsStream(base.getSourceFile(), name);
  return BASES.includes(name) || (name.endsWith('Gateway') && ports.includes(name));
}

function importsStream(file: ts.SourceFile, name: string): boolean {
  return file.statements
    .filter(ts.isImportDeclaration)
    .filter((node) => ts.isStringLiteral(node.moduleSpecifier) && node.moduleSpecifier.text === 'node:stream')
    .flatMap(nodesIn)
    .some((node) => ts.isImportSpecifier(node) && node.name.text === name);
}
