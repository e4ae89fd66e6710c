import ts from 'typescript';
import { nodesIn, roleOf, type Tree, type Violation, violationAt } from './sources.js';

/** The environment is read in src/config alone; src/main.ts may hand it to `loadConfig`. */
export function environment(tree: Tree): Violation[] {
  return tree
    .filter((file) => !file.fileName.startsWith('src/config/'))
    .flatMap((file) => nodesIn(file).filter((node) => readsEnvironment(node) && !(file.fileName === 'src/main.ts' && isHandedOver(node))))
    .map((node) => violationAt(node, 'process.env outside src/config: declare the variable in src/config/config.ts and inject Config'));
}

function readsEnvironment(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'env' && isProcess(node.expression);
  if (ts.isElementAccessExpression(node)) return isText(node.argumentExpression, 'env') && isProcess(node.expression);
  if (ts.isBindingElement(node)) return isText(node.propertyName ?? node.name, 'env') && takesFromProcess(node.parent.parent);
  if (!ts.isImportSpecifier(node) || !isText(node.propertyName ?? node.name, 'env')) return false;
  const { moduleSpecifier } = node.parent.parent.parent;
  return isText(moduleSpecifier, 'node:process') || isText(moduleSpecifier, 'process');
}

function isProcess(node: ts.Expression): boolean {
  return isText(ts.isPropertyAccessExpression(node) ? node.name : node, 'process');
}

function takesFromProcess(node: ts.Node): boolean {
  return ts.isVariableDeclaration(node) && node.initializer !== undefined && isProcess(node.initializer);
}

function isHandedOver(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && isText(node.parent.expression, 'loadConfig');
}

function isText(node: ts.Node, text: string): boolean {
  return (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && node.text === text;
}

const DETERMINISTIC = ['service', 'controller', 'repository'];

/** Services, controllers and repositories neither read the process's clock nor roll dice. */
export function clocks(tree: Tree): Violation[] {
  return tree
    .filter((file) => DETERMINISTIC.includes(roleOf(file.fileName)))
    .flatMap(nodesIn)
    .filter((node) => asksClock(node) || asksChance(node))
    .map((node) => violationAt(node, `${node.getText()} here: use the database's clock, or a leaf function that is handed in or imported`));
}

function asksClock(node: ts.Node): boolean {
  if (ts.isNewExpression(node) || ts.isCallExpression(node)) return isText(node.expression, 'Date');
  return ts.isPropertyAccessExpression(node) && isText(node.expression, 'Date') && node.name.text === 'now';
}

function asksChance(node: ts.Node): boolean {
  return ts.isPropertyAccessExpression(node) && isText(node.expression, 'Math') && node.name.text === 'random';
}
