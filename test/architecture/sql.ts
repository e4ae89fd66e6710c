import ts from 'typescript';
import { nodesIn, roleOf, type Tree, type Violation, violationAt } from './sources.js';

/** How a statement, or a piece of one, begins. An interpolation stands as `$`. */
const BEGINNINGS = [
  'select\\b|insert\\s+into|delete\\s+from|merge\\s+into|truncate\\b|with\\s+(?:recursive\\s+)?[\\w$]+\\b.*?\\bas\\b',
  'update\\s+(?:only\\s+)?[\\w.$"]+(?:\\s+(?:as\\s+)?\\w+)?\\s+set\\b',
  '(?:create|alter|drop|lock)\\s+(?:or\\s+replace\\s+|unique\\s+)*(?:table|index|type|function|trigger|sequence|view|extension|schema|database)\\b',
  'set\\s+(?:local|session|transaction)\\b|comment\\s+on\\b',
  'where\\b|and\\b|or\\b|from\\b|returning\\b|values\\s*\\(|on\\s+conflict|(?:order|group)\\s+by|(?:(?:left|inner|cross)\\s+)?join\\b|limit\\b',
];
const SQL = new RegExp(`^\\s*(?:--[^\\n]*\\n\\s*|\\(\\s*|\\$\\s+)*(?:${BEGINNINGS.join('|')})`, 'is');
const CAPITALS =
  /\b(?:SELECT|INSERT|INTO|UPDATE|DELETE|FROM|WHERE|SET|VALUES|RETURNING|JOIN|LEFT|INNER|CROSS|USING|ON|AND|OR|NOT|NULL|AS|IN|IS|ORDER|GROUP|BY|ASC|DESC|LIMIT|OFFSET|CREATE|ALTER|DROP|TABLE|INDEX|UNIQUE|PRIMARY|FOREIGN|KEY|REFERENCES|CONSTRAINT|CHECK|DEFAULT|CONFLICT|DO|NOTHING|EXISTS|FOR|SKIP|LOCKED|WITH|UNION|CASE|WHEN|THEN|ELSE|END|CASCADE)\b/;

/** SQL keywords are written small, in sources and migrations alike. */
export function smallSql(tree: Tree): Violation[] {
  return sqlIn(tree).flatMap(({ node, text }) => {
    const [keyword] = CAPITALS.exec(text.replace(/'[^']*'|"[^"]*"|--[^\n]*/g, '')) ?? [];
    return keyword ? [violationAt(node, `${keyword} in SQL: write keywords in lower case`)] : [];
  });
}

/**
 * The SQL of a repository is fixed: values go in as `$1`, and only constant pieces of SQL are
 * interpolated.
 */
export function fixedSql(tree: Tree): Violation[] {
  const repositories = tree.filter((file) => roleOf(file.fileName) === 'repository');
  return sqlIn(repositories).flatMap(({ node }) => [...glued(node), ...interpolated(node)]);
}

export function sqlIn(tree: Tree): { node: ts.Node; text: string }[] {
  return tree.flatMap(nodesIn).flatMap((node) => {
    const text = textOf(node);
    return text !== null && SQL.test(text) ? [{ node, text }] : [];
  });
}

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node)
    ? [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join('$')
    : null;
}

function glued(node: ts.Node): Violation[] {
  if (!ts.isBinaryExpression(node.parent) || node.parent.operatorToken.kind !== ts.SyntaxKind.PlusToken) return [];
  return [violationAt(node, 'SQL glued together with +: write it as one template string and pass values as $1')];
}

function interpolated(node: ts.Node): Violation[] {
  if (!ts.isTemplateExpression(node)) return [];
  const fixed = constantsOf(node.getSourceFile());
  return node.templateSpans
    .filter(
      ({ expression }) => !(ts.isIdentifier(expression) && isPiece(expression.text) && fixed.has(expression.text)),
    )
    .map(({ expression }) => {
      const piece = `\${${expression.getText()}}`;
      const advice = 'pass it as $1, or name a top-level const or an import …Columns, …Sql, …Join or ALL_CAPS';
      return violationAt(expression, `${piece} in SQL: ${advice}`);
    });
}

function isPiece(name: string): boolean {
  return /^[a-z]\w*(?:Columns|Sql|Join)$/.test(name) || /^[A-Z][A-Z0-9_]*$/.test(name);
}

/** What no request can change: imports, and constants declared outside every function. */
function constantsOf(file: ts.SourceFile): ReadonlySet<string> {
  const imported = file.statements
    .filter(ts.isImportDeclaration)
    .flatMap(nodesIn)
    .filter(ts.isImportSpecifier)
    .map((specifier) => specifier.name.text);
  const declared = file.statements
    .filter(ts.isVariableStatement)
    .filter((statement) => statement.declarationList.flags & ts.NodeFlags.Const)
    .flatMap((statement) => statement.declarationList.declarations.map((declaration) => declaration.name.getText()));
  return new Set([...imported, ...declared]);
}
