import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LINES, PLACES } from './lines.js';

const FOLDERS = ['test/security', 'test/auth/admins'];

/** The numbers at the beginning of titles, as in `51. a Host`. */
const titled = new Set(
  FOLDERS.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.spec.ts'))
      .flatMap((name) => [...readFileSync(`${folder}/${name}`, 'utf8').matchAll(/(?:describe|it)[^'"]*['"](\d+)\. /g)]),
  ).map(([, number]) => Number(number)),
);

describe('the security checklist', () => {
  it('has a test with its number for each line, or a place where the line is held, or a reason', () => {
    const all = Array.from({ length: LINES }, (_, place) => place + 1);
    expect(all.filter((line) => !titled.has(line) && PLACES[line] === undefined)).toEqual([]);
  });

  it('names no place for a line that has a test with its number', () => {
    expect([...titled].filter((line) => PLACES[line] !== undefined)).toEqual([]);
  });

  it('names places that are there', () => {
    const wrong = Object.entries(PLACES).filter(
      ([, place]) => 'file' in place && !readFileSync(place.file, 'utf8').includes(place.words),
    );
    expect(wrong).toEqual([]);
  });
});
