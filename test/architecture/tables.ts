import ts from 'typescript';
import { type Directions, placeOf } from './directions.js';
import { nodesIn, type Tree, type Violation, violationAt } from './sources.js';
import { mentionsIn } from './sql-tables.js';

/** Table → the folder that writes it, and the others that read it. */
export type Owners = Readonly<Record<string, { readonly owner: string; readonly readers: readonly string[] }>>;

/** A file's mention of a table, in SQL or through the table's entity. */
interface Use {
  readonly table: string;
  readonly place: string;
  readonly writes: boolean;
  readonly file: string;
  readonly line: number;
}

/** TypeORM makes it, not a migration. */
const MADE_BY_TYPEORM = ['migrations'];
const SPEC = 'test/architecture.spec.ts';

/**
 * Every table has one folder that writes it, and is read elsewhere only as listed. The list holds
 * nothing that is not so.
 */
export function owners(tree: Tree, tables: Owners, imports: Directions): Violation[] {
  const uses = usesIn(tree, Object.keys(tables));
  return [...strayTables(tree, tables), ...strayUses(uses, tables), ...strayReaders(uses, tables, imports)];
}

/**
 * Tables that a migration makes and nobody owns, and tables that somebody owns and no migration
 * makes.
 */
function strayTables(tree: Tree, tables: Owners): Violation[] {
  const made = tree.filter((file) => file.fileName.startsWith('migrations/')).flatMap(tablesMadeIn);
  const names = [...made.map(({ name }) => name), ...MADE_BY_TYPEORM];
  const unowned = made.filter(({ name }) => !(name in tables));
  return [
    ...unowned.map(({ name, node }) =>
      violationAt(node, `the table ${name} has no owner: say in ${SPEC} which folder writes it`),
    ),
    ...Object.keys(tables)
      .filter((name) => !names.includes(name))
      .map((name) => inSpec(`no migration makes the table ${name}: take it off the list`)),
  ];
}

function tablesMadeIn(file: ts.SourceFile): readonly { name: string; node: ts.Node }[] {
  return literalsIn(file).flatMap((node) =>
    Array.from(sqlOf(node).matchAll(/\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?(\w+)/gi), ([, name = '']) => ({
      name,
      node,
    })),
  );
}

function strayUses(uses: readonly Use[], tables: Owners): Violation[] {
  return uses.flatMap(({ table, place, writes, file, line }) => {
    const { owner = '', readers = [] } = tables[table] ?? {};
    if (place === owner || (!writes && readers.includes(place))) return [];
    const message = writes
      ? `${place} writes ${table}: call ${owner}, which alone may, or interpolate a piece of SQL that it exports`
      : `${place} reads ${table} unlisted: ask ${owner}, or list ${place} as a reader in ${SPEC}`;
    return [{ file, line, message }];
  });
}

function strayReaders(uses: readonly Use[], tables: Owners, imports: Directions): Violation[] {
  return Object.entries(tables).flatMap(([table, { owner, readers }]) =>
    readers.flatMap((reader) => [
      ...(uses.some((use) => use.table === table && use.place === reader)
        ? []
        : [inSpec(`${reader} is listed as a reader of ${table}, which it does not read: take it off the list`)]),
      ...(imports.mayImport[reader]?.includes(owner)
        ? []
        : [inSpec(`${reader} may not read ${table}: it may not import ${owner} either, by the table above`)]),
    ]),
  );
}

function inSpec(message: string): Violation {
  return { file: SPEC, line: 1, message };
}

function usesIn(tree: Tree, tables: readonly string[]): readonly Use[] {
  const entities = new Map(tree.flatMap(nodesIn).flatMap(entityOf));
  return tree
    .filter((file) => file.fileName.startsWith('src/'))
    .flatMap((file) => [...usesInSql(file, tables), ...usesOfEntities(file, entities)]);
}

function usesInSql(file: ts.SourceFile, tables: readonly string[]): readonly Use[] {
  return literalsIn(file).flatMap((node) => {
    const text = sqlOf(node);
    // An answer's or an error's words begin with a capital, SQL never does.
    if (/^\s*[A-Z]/.test(text)) return [];
    const before = isWhatIsCounted(node) ? 'from ' : '';
    return mentionsIn(before + text)
      .filter(({ name }) => tables.includes(name))
      .map(({ name, writes, at }) => useAt(file, node.getStart() + at - before.length, name, writes));
  });
}

/** `countUpTo(db, most, 'customers')`. */
function isWhatIsCounted(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && node.parent.expression.getText() === 'countUpTo';
}

function literalsIn(file: ts.SourceFile): readonly ts.Node[] {
  return nodesIn(file).filter((node) => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node));
}

/**
 * A string or template as written, so that positions are the file's: quotes are blank, and so are
 * interpolations but for a `$`.
 */
function sqlOf(node: ts.Node): string {
  const start = node.getStart();
  const spans = ts.isTemplateExpression(node) ? node.templateSpans : [];
  const text = [...spans].reduce((written, { expression, literal }) => {
    const [from, to] = [expression.getFullStart() - start - 2, literal.getStart() - start + 1];
    return `${written.slice(0, from)}${'$'.padEnd(to - from)}${written.slice(to)}`;
  }, node.getText());
  return ` ${text.slice(1, -1)} `;
}

function entityOf(node: ts.Node): readonly [string, string][] {
  if (!ts.isClassDeclaration(node) || !node.name) return [];
  const name = node.name.text;
  return (ts.getDecorators(node) ?? []).flatMap(({ expression }) => {
    if (!ts.isCallExpression(expression) || expression.expression.getText() !== 'Entity') return [];
    const [table] = expression.arguments;
    return table && ts.isStringLiteral(table) ? [[name, table.text] as [string, string]] : [];
  });
}

/** Methods that read the entity they are given first; any other may write it. */
const READERS = /^(?:find|count|exist|sum$|average$|minimum$|maximum$)|^from$|[jJ]oin/;

/**
 * `tx.insert(User, …)`, and whatever else is called with an entity first: `getRepository(User)` and
 * `@InjectRepository(User)` may write.
 */
function usesOfEntities(file: ts.SourceFile, entities: ReadonlyMap<string, string>): readonly Use[] {
  return nodesIn(file)
    .filter(ts.isCallExpression)
    .flatMap((call) => {
      const [first] = call.arguments;
      const table = first && ts.isIdentifier(first) ? entities.get(first.text) : undefined;
      if (table === undefined) return [];
      const { expression } = call;
      const method = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
      return [useAt(file, call.getStart(), table, !READERS.test(method))];
    });
}

function useAt(file: ts.SourceFile, position: number, table: string, writes: boolean): Use {
  const { line } = file.getLineAndCharacterOfPosition(position);
  return { table, place: placeOf(file.fileName), writes, file: file.fileName, line: line + 1 };
}
