import { type Import, importsOf, stemOf } from './imports.js';
import { roleOf, type Tree, type Violation, violationAt } from './sources.js';

type Graph = ReadonlyMap<string, readonly Import[]>;

/** No file reaches itself through its imports. Only entities may know each other's types both ways. */
export function cycles(tree: Tree): Violation[] {
  const graph: Graph = new Map(tree.map((file) => [stemOf(file.fileName), importsOf(file).filter((edge) => !joinsEntityTypes(edge))]));
  const reported = new Set<string>();
  return [...graph.keys()].sort().flatMap((start) => {
    const way = reported.has(start) ? null : wayBack(graph, start);
    if (!way?.[0]) return [];
    for (const edge of way) reported.add(stemOf(edge.importer));
    const names = [...way, way[0]].map((edge) => edge.importer).join(' → ');
    return [violationAt(way[0].node, `import cycle ${names}: move what both sides need into a file that imports neither`)];
  });
}

function joinsEntityTypes({ typeOnly, importer, target }: Import): boolean {
  return typeOnly && roleOf(importer) === 'entity' && target !== null && roleOf(target) === 'entity';
}

/** The shortest chain of imports from `start` to itself, breadth first. */
function wayBack(graph: Graph, start: string): readonly Import[] | null {
  const ways: Import[][] = [[]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const edge of graph.get(way.at(-1)?.target ?? start) ?? []) {
      if (edge.target === start) return [...way, edge];
      if (edge.target === null || seen.has(edge.target)) continue;
      seen.add(edge.target);
      ways.push([...way, edge]);
    }
  }
  return null;
}
