import { importsOf } from './imports.js';
import { type Tree, type Violation, violationAt } from './sources.js';

export interface Directions {
  /** Folder → the folders it may import, besides itself and the leaves. */
  readonly mayImport: Readonly<Record<string, readonly string[]>>;
  /** Files of src that import only each other, and that everything may import. */
  readonly leaves: readonly string[];
  /** Files of src that put the application together: they may import everything. */
  readonly assembly: readonly string[];
}

/** Every file imports only what the table gives its folder, and every folder is in the table. */
export function directions(tree: Tree, table: Directions): Violation[] {
  return [...strangers(tree, table), ...wrongWays(tree, table)];
}

function strangers(tree: Tree, table: Directions): Violation[] {
  const firstOf = new Map([...tree].reverse().map((file) => [placeOf(file.fileName), file]));
  return [...firstOf]
    .filter(([place]) => ![...Object.keys(table.mayImport), ...table.leaves, ...table.assembly].includes(place))
    .map(([place, file]) => ({
      file: file.fileName,
      line: 1,
      message: `${place} is not in the table of test/architecture.spec.ts: say there what it may import`,
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
      if (to === from || table.leaves.includes(to) || allowed.includes(to)) return [];
      const below = allowed.length > 0 ? `only ${allowed.join(', ')} and the leaves` : 'only the leaves';
      return [
        violationAt(
          node,
          `${from} may not import ${to}, ${below}: move what it needs down, or let ${to} do the calling`,
        ),
      ];
    });
  });
}

/**
 * What the table allows and no file does, as `orders → money`. `others` are ways that are needed
 * for another reason than an import.
 */
export function unneeded(tree: Tree, table: Directions, others: readonly string[]): readonly string[] {
  const imports = tree.flatMap((file) =>
    importsOf(file).map(({ target }) => wayOf(placeOf(file.fileName), placeOf(target ?? ''))),
  );
  const needed = new Set([...imports, ...others]);
  const allowed = Object.entries(table.mayImport).flatMap(([from, below]) => below.map((to) => wayOf(from, to)));
  return allowed.filter((way) => !needed.has(way));
}

/** Ways of the table that lead to its own row or one after it. */
export function upward({ mayImport }: Directions): readonly string[] {
  const folders = Object.keys(mayImport);
  return Object.entries(mayImport).flatMap(([from, below], index) =>
    below.filter((to) => !folders.slice(0, index).includes(to)).map((to) => wayOf(from, to)),
  );
}

function wayOf(from: string, to: string): string {
  return `${from} → ${to}`;
}

/**
 * `orders` for anything in src/orders, `errors.ts` for src/errors.ts, `migrations` for anything
 * there.
 */
export function placeOf(path: string): string {
  const [top = '', name = '', ...deeper] = path.split('/');
  if (top !== 'src') return top;
  return deeper.length > 0 ? name : `${name.replace(/\.tsx?$/, '')}.ts`;
}
