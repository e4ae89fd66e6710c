import ts from 'typescript';
import { nodesIn, roleOf, type Tree, type Violation, violationAt } from './sources.js';

const DETERMINISTIC = ['service', 'controller', 'repository'];

/** Services, controllers and repositories read neither the process's clock nor random numbers. */
export function clocks(tree: Tree): Violation[] {
  return tree
    .filter((file) => DETERMINISTIC.includes(roleOf(file.fileName)))
    .flatMap(nodesIn)
    .filter((node) => makesDate(node) || readsMember(node, 'Date', 'now') || readsMember(node, 'Math', 'random'))
    .map((node) =>
      violationAt(
        node,
        `${node.getText()} here: use the database's clock, or a leaf function that is handed in or imported`,
      ),
    );
}

/**
 * Biome's noJsRestrictedProperties sees `Date.now` and `Math.random`, but no rule of its sees `new
 * Date()` and leaves the type `Date`.
 */
function makesDate(node: ts.Node): boolean {
  return (ts.isNewExpression(node) || ts.isCallExpression(node)) && isNamed(node.expression, 'Date');
}

function readsMember(node: ts.Node, object: string, member: string): boolean {
  return ts.isPropertyAccessExpression(node) && isNamed(node.expression, object) && node.name.text === member;
}

function isNamed(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}
