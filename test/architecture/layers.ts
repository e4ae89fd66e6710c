import { type Import, importsOf, packageOf } from './imports.js';
import { roleOf, type Tree, type Violation, violationAt } from './sources.js';

interface Layer {
  readonly never?: readonly string[];
  readonly neverAsValue?: readonly string[];
  readonly only?: readonly string[];
  readonly instead: string;
}

/** Role of a file → what it may not import. `*.role` is a file of ours, anything else a package. */
const LAYERS: Readonly<Record<string, Layer>> = {
  controller: {
    never: ['*.repository', 'typeorm', '@nestjs/typeorm', 'pg'],
    neverAsValue: ['*.entity'],
    instead: 'call a service and present what it returns',
  },
  service: {
    never: ['*.controller', 'fastify', '@fastify/*', '@nestjs/platform-*'],
    instead: 'take plain values from the controller and return plain values',
  },
  repository: { never: ['*.service', '*.controller'], instead: 'take what the query needs as parameters' },
  dto: { never: ['*.repository', '*.service'], instead: 'present what the controller hands over' },
  entity: { only: ['typeorm', '*.entity'], instead: 'keep it to columns and relations' },
};

/** Controllers, services, repositories, DTOs and entities import only what their layer may know. */
export function layers(tree: Tree): Violation[] {
  return tree.flatMap((file) => {
    const role = roleOf(file.fileName);
    const layer = LAYERS[role];
    if (!layer) return [];
    return importsOf(file)
      .filter((edge) => breaks(layer, edge))
      .map(({ specifier, node }) => violationAt(node, `a ${role} does not import ${specifier}: ${layer.instead}`));
  });
}

function breaks({ never = [], neverAsValue = [], only }: Layer, edge: Import): boolean {
  const thing = edge.target === null ? packageOf(edge.specifier) : `*.${roleOf(edge.target)}`;
  if (only && !covers(only, thing)) return true;
  return covers(never, thing) || (!edge.typeOnly && covers(neverAsValue, thing));
}

function covers(patterns: readonly string[], thing: string): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith('*') ? thing.startsWith(pattern.slice(0, -1)) : thing === pattern,
  );
}
