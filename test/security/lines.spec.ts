import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LINES, PLACES, type Place } from './lines.js';

const FOLDERS = ['test/security', 'test/auth/admins'];

/** The numbers at the beginning of titles, as in `51. a Host`. */
const titled = new Set(
  FOLDERS.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.spec.ts'))
      .flatMap((name) => [...readFileSync(`${folder}/${name}`, 'utf8').matchAll(/(?:describe|it)[^'"]*['"](\d+)\. /g)]),
  ).map(([, number]) => Number(number)),
);

/** What a place names that is not there. A title is a whole string behind the bracket of a test. */
function missingIn(place: Place): readonly string[] {
  if ('reason' in place) return place.reason.length > 20 ? [] : ['a reason'];
  const text = readFileSync(place.file, 'utf8');
  if ('values' in place) return place.values.filter((value) => !text.includes(value));
  return place.titles.filter((title) => !new RegExp(`\\(\\s*(['"\`])${escaped(title)}\\1,`).test(text));
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

describe('the security checklist', () => {
  it('has a test with its number for each line, or places where the line is held, or a reason', () => {
    const all = Array.from({ length: LINES }, (_, place) => place + 1);
    expect(all.filter((line) => !titled.has(line) && !PLACES[line]?.length)).toEqual([]);
  });

  it('names no place for a line that has a test with its number', () => {
    expect([...titled].filter((line) => PLACES[line] !== undefined)).toEqual([]);
  });

  it('names tests by their whole titles, and values that are there', () => {
    const wrong = Object.entries(PLACES).flatMap(([line, places]) =>
      places.flatMap((place) => missingIn(place).map((words) => `${line}: ${words}`)),
    );
    expect(wrong).toEqual([]);
  });

  it('finds no title that is part of another', () => {
    expect(missingIn({ file: 'test/main.spec.ts', titles: ['keeps its instants in UT'] })).toHaveLength(1);
  });
});
