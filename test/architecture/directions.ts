import { importsOf } from './imports.js';
import { type Tree, type Violation, violationAt } from './sources.js';

export interface Directions {
  /** Folder → the folders it may import, besides itself and the leaves. */
  readonly mayImport: Readonly<Record<string, readonly string[]>>;
  /** Folders that import only leaves and may be imported from everywhere. */
  readonly leaves: readonly string[];
  /** Files of src that put the application together: they may import everything. All other files there are leaves. */
  readonly assembly: readonly string[];
}

/** Every file imports only what the table gives its folder, and every folder is in the table. */
export function directions(tree: Tree, table: Directions): Violation[] {
  return [...strangers(tree, table), ...wrongWays(tree, table)];
}

function strangers(tree: Tree, table: Directions): Violation[] {
  const firstOf = new Map([...tree].reverse().map((file) => [placeOf(file.fileName), file]));
  return [...firstOf]
    .filter(([place]) => !isLeaf(place, table) && !table.assembly.includes(place) && !(place in table.mayImport))
    .map(([place, file]) => ({
      file: file.fileName,
      line: 1,
      message: `the folder ${place} is not in the table of test/architecture.spec.ts: say there what it may import`,
    }));
}

function wrongWays(tree: Tree, table: Directions): Violation[] {
  return tree.flatMap((file) => {
    const from = placeOf(file.fileName);
    if (table.assembly.includes(from)) return [];
    const allowed = table.mayImport[from] ?? [];
    return importsOf(file).flatMap(({ target, node }) => {
      if (target === null) return [];
      const to = placeOf(target);
      if (to === from || isLeaf(to, table) || allowed.includes(to)) return [];
      const below = allowed.length > 0 ? `only ${allowed.join(', ')} and the leaves` : 'only the leaves';
      return [violationAt(node, `${from} may not import ${to}, ${below}: move what it needs down, or let ${to} do the calling`)];
    });
  });
}

function isLeaf(place: string, table: Directions): boolean {
  return table.leaves.includes(place) || (place.endsWith('.ts') && !table.assembly.includes(place));
}

/** `orders` for anything in src/orders, `errors.ts` for src/errors.ts, `migrations` for anything there. */
function placeOf(path: string): string {
  const [top = '', name = '', ...deeper] = path.split('/');
  if (top !== 'src') return top;
  return deeper.length > 0 ? name : `${name.replace(/\.tsx?$/, '')}.ts`;
}
