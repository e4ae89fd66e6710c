import ts from 'typescript';
import { nodesIn, type Tree, type Violation, violationAt } from './sources.js';

/** Guards, pipes, filters and hooks only: the bridge that runs Express middleware on Fastify has been bypassed many times. */
export function middleware(tree: Tree): Violation[] {
  return tree
    .flatMap(nodesIn)
    .filter((node) => namesMiddleware(node) || installsMiddleware(node))
    .map((node) => violationAt(node, `${node.getText()}: Express-style middleware; use a guard, pipe, filter or Fastify hook`));
}

function namesMiddleware(node: ts.Node): boolean {
  return ts.isIdentifier(node) && ['NestMiddleware', 'MiddlewareConsumer'].includes(node.text) && !ts.isImportSpecifier(node.parent);
}

function installsMiddleware(node: ts.Node): boolean {
  if (!ts.isPropertyAccessExpression(node)) return false;
  const receiver = ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : node.expression.getText();
  return (receiver === 'consumer' && node.name.text === 'apply') || (/^(?:app|adapter)$/.test(receiver) && node.name.text === 'use');
}
