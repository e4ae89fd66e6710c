/** One mention of a table in SQL text; `at` is its position in the text. */
export interface Mention {
  readonly name: string;
  readonly writes: boolean;
  readonly at: number;
}

interface Token {
  readonly word: string;
  readonly at: number;
}

/** What a word says of the table whose name comes next. */
type Announced = 'read' | 'write' | null;

/** These end the list of tables that `from` begins. */
const CLAUSES =
  'where|group|having|window|order|limit|offset|fetch|for|union|intersect|except|returning|set|select|values'.split(
    '|',
  );
/** These stand between the word that announces a table and its name. */
const BETWEEN = ['only', 'lateral'];
const READING = ['from', 'join', 'using'];
const WRITING = ['into', 'update', 'truncate', 'table'];
/**
 * A word that announces no table after these: `for update`, `on conflict do update`, `is distinct
 * from`.
 */
const EXCEPT_AFTER = new Map([
  ['update', ['for', 'do', 'key']],
  ['from', ['distinct']],
]);
const COMMENT_OR_TEXT = /--[^\n]*|\/\*.*?\*\/|'(?:[^']|'')*'/gs;
const TOKEN = /[a-z_$][\w$]*(?:\s*\.\s*[a-z_$][\w$]*)*|[(),]/gi;

/**
 * What SQL text, or a piece of it, reads and writes: every name where a table may stand.
 * - Names of `with` queries are left out, from where the query ends. So are calls of functions.
 * - A piece may begin with a table, as what follows `from` does: `orders o where …`.
 */
export function mentionsIn(text: string): readonly Mention[] {
  const tokens = tokensOf(text);
  const queries = queriesIn(tokens);
  return [...placesIn(tokens)]
    .filter(({ index }) => tokens[index + 1]?.word !== '(' || tokens[index - 1]?.word === 'into')
    .map(({ index, writes }) => ({ ...(tokens[index] as Token), index, writes }))
    .filter(({ word, index, writes }) => writes || !queries.some((query) => query.name === word && query.end < index))
    .map(({ word, at, writes }) => ({ name: word, writes, at }));
}

/**
 * Words in small letters, brackets and commas; of a dotted name the last part. Comments, texts and
 * double quotes are gone.
 */
function tokensOf(text: string): readonly Token[] {
  const bare = text.replace(COMMENT_OR_TEXT, (part) => ' '.repeat(part.length)).replaceAll('"', ' ');
  return Array.from(bare.matchAll(TOKEN), ({ 0: word, index }) => ({
    word: (word.split('.').at(-1) ?? '').trim().toLowerCase(),
    at: index,
  }));
}

/** The index of every token that is where a table, or something like one, may be named. */
function* placesIn(tokens: readonly Token[]): Generator<{ index: number; writes: boolean }> {
  /** For each open bracket: what a comma in it announces. */
  const lists: Announced[] = [null];
  let next: Announced = beginsWithTable(tokens) ? 'read' : null;
  for (const [index, { word }] of tokens.entries()) {
    if (next !== null && BETWEEN.includes(word)) continue;
    if (word === '(') {
      lists.push(next);
      continue;
    }
    if (next !== null) yield { index, writes: next === 'write' };
    const announced = announcedBy(word, tokens[index - 1]?.word ?? '');
    if (word === ')') lists.pop();
    else if (CLAUSES.includes(word)) lists[lists.length - 1] = null;
    else if (announced !== null && word !== 'join') lists[lists.length - 1] = announced;
    next = word === ',' ? (lists.at(-1) ?? null) : announced;
  }
}

function beginsWithTable(tokens: readonly Token[]): boolean {
  const alias = tokens[1]?.word === 'as' ? 2 : 1;
  return tokens.slice(alias, alias + 2).some(({ word }) => /^(?:where|join|left|cross|inner)$/.test(word));
}

function announcedBy(word: string, before: string): Announced {
  if (EXCEPT_AFTER.get(word)?.includes(before)) return null;
  if (WRITING.includes(word) || (word === 'from' && before === 'delete')) return 'write';
  return READING.includes(word) ? 'read' : null;
}

/** The queries that `with` names, and the index of the bracket that ends each. */
function queriesIn(tokens: readonly Token[]): readonly { name: string; end: number }[] {
  return tokens.flatMap(({ word: name }, index) => {
    if (tokens[index + 1]?.word !== 'as') return [];
    const words = tokens.slice(index + 2, index + 5).map(({ word }) => word);
    const skipped = words.findIndex((word) => !['not', 'materialized'].includes(word));
    return words[skipped] === '(' ? [{ name, end: endOf(tokens, index + 2 + skipped) }] : [];
  });
}

function endOf(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    if (tokens[index]?.word === '(') depth++;
    if (tokens[index]?.word === ')' && --depth === 0) return index;
  }
  return tokens.length;
}
