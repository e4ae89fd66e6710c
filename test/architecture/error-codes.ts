import ts from 'typescript';
import { baseOfClass, hasModifier } from './classes.js';
import { nodesIn, type Tree, type Violation, violationAt } from './sources.js';

/**
 * Every error that leaves the application carries its own name in kebab-case as `code`, and no two
 * share one.
 */
export function errorCodes(tree: Tree): Violation[] {
  const taken = new Map<string, string>();
  return tree
    .flatMap(nodesIn)
    .filter(ts.isClassLike)
    .filter((node) => baseOfClass(node)?.getText() === 'AppError' && !hasModifier(node, ts.SyntaxKind.AbstractKeyword))
    .flatMap((node) => {
      const expected = kebab(node.name?.text ?? '');
      const code = codeOf(node);
      if (code !== expected) return [violationAt(node, `${found(code)}: write readonly code = '${expected}'`)];
      const owner = taken.get(code);
      taken.set(code, owner ?? node.getSourceFile().fileName);
      return owner
        ? [violationAt(node, `the code '${code}' is taken in ${owner}: one name for one state of the world`)]
        : [];
    });
}

function found(code: string | undefined): string {
  return code === undefined ? 'no literal code' : `the code '${code}' is not the name of the class`;
}

function codeOf(node: ts.ClassLikeDeclaration): string | undefined {
  const property = node.members.filter(ts.isPropertyDeclaration).find((member) => member.name.getText() === 'code');
  const value = property?.initializer;
  const literal = value && ts.isAsExpression(value) ? value.expression : value;
  return literal && ts.isStringLiteralLike(literal) ? literal.text : undefined;
}

/** `PhoneTaken` → `phone-taken`, `SMSRefused` → `sms-refused`. */
function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}
