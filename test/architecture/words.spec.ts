import { describe, expect, it } from '@jest/globals';
import { places, readHouse, readTree, report, treeOf } from './sources.js';
import { bannedWords, longSentences, titles, wideComments } from './words.js';

const house = readHouse();
const tests = readTree('.', ['test', 'chaos', 'fuzz']);

describe('comments', () => {
  it('a comment is at most 100 columns wide', () => {
    expect(report(wideComments(house))).toEqual([]);
  });

  it('a comment beyond 100 columns is caught', () => {
    const tree = treeOf({
      'src/a.ts': [
        `/** ${'x'.repeat(93)} */`,
        `/** ${'x'.repeat(94)} */`,
        `const a = 1; // ${'x'.repeat(85)}`,
        `const b = '// ${'x'.repeat(100)}';`,
        'class A {',
        `  // ${'x'.repeat(96)}`,
        '}',
        '/**',
        ` * ${'x'.repeat(98)}`,
        ' */',
        'db.query(`',
        `  -- ${'x'.repeat(96)}`,
        '  select 1`);',
      ],
      'src/a.tsx': [`const page = <p>// ${'x'.repeat(100)}</p>;`, `// ${'x'.repeat(98)}`],
    });
    expect(places(wideComments(tree))).toEqual([...[2, 3, 6, 9, 12].map((line) => `src/a.ts:${line}`), 'src/a.tsx:2']);
  });

  it('a sentence of a comment has at most 25 words', () => {
    expect(report(longSentences(house))).toEqual([]);
  });

  it('a sentence of more than 25 words is caught', () => {
    const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ');
    const tree = treeOf({
      'src/a.ts': [
        `// ${words(25)}. – ${words(24)} \`a b\`. ${words(24)} {@link A.b}`,
        '',
        `// ${words(13)}`,
        `// ${words(13)}`,
        `const a = 1; // ${words(26)}`,
        '/**',
        ` * ${words(20)}, e.g. ${words(5)}`,
        ' *',
        ` * ${words(20)}`,
        ` * - ${words(20)}`,
        ` * - ${words(20)}`,
        ` *   ${words(6)}`,
        ` * @throws ${words(24)}`,
        ' */',
        'db.query(`select 1',
        `  -- ${words(26)}`,
        '`);',
      ],
    });
    expect(places(longSentences(tree))).toEqual([3, 5, 7, 11, 16].map((line) => `src/a.ts:${line}`));
  });
});

describe('words', () => {
  it('a name or comment says a thing by its word in the glossary', () => {
    expect(report(bannedWords(house))).toEqual([]);
  });

  it('a word that the glossary replaces is caught', () => {
    const tree = treeOf({
      'src/http/visitor.ts': [
        '// The courier of document 000',
        'const nightBell = 1;',
        "const text = 'our visitors';",
        'const ballots = convoyed;',
      ],
      'src/http/caller.ts': ['/** A lot. */', 'class Convoy {', '  #shelf = 1;', '}'],
    });
    expect(places(bannedWords(tree))).toEqual([
      ...['src/http/caller.ts:2', 'src/http/caller.ts:3'],
      ...[1, 1, 1, 2].map((line) => `src/http/visitor.ts:${line}`),
    ]);
  });
});

describe('titles of tests', () => {
  it('the title of a test begins with a small letter and reads alone', () => {
    expect(report(titles(tests))).toEqual([]);
  });

  it('a title with a capital is caught, and one that is the rest of a sentence', () => {
    const tree = treeOf({
      'test/a.spec.ts': [
        "it('answers 404', () => undefined);",
        "it('an order placed twice is one', () => undefined);",
        "it.each(['a'])('PostgreSQL answers %s', () => undefined);",
        "it('Answers 404', () => undefined);",
        "it('that are late are caught', () => undefined);",
        "it.each(['a'])('of %s is known', () => undefined);",
        "describe('orders', () => undefined);",
      ],
    });
    expect(places(titles(tree))).toEqual([4, 5, 6].map((line) => `test/a.spec.ts:${line}`));
  });
});
