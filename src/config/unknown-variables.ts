import { VARIABLES } from './environment.js';
import { nameFileOf } from './secret-files.js';

/** Names that begin so are meant for this service. */
const PREFIXES = [
  ...['SMS_', 'AT_', 'DATABASE_', 'GOOGLE_', 'GITHUB_', 'FACEBOOK_'],
  ...['SHOP_', 'STAFF_', 'ADMIN_', 'JWT_', 'SESSION_'],
];

/**
 * Names with these prefixes that other programs set: desktops, Google's and GitHub's tools, and
 * Docker and Kubernetes for a service that is called `database`.
 */
const OTHERS = /^SESSION_MANAGER$|^GITHUB_TOKEN$|^GOOGLE_(APPLICATION_CREDENTIALS|CLOUD_)|_(SERVICE|PORT)_/;
/** What GitHub's own machines set begins with GITHUB_, and never has these words. */
const OURS_AT_GITHUB = /CLIENT|SECRET/;

/** Prefixes that are taken for each other, since both are about one thing. */
const SIBLINGS: Readonly<Record<string, readonly string[]>> = {
  ...{ SMS_: ['AT_'], AT_: ['SMS_'], SHOP_: ['SMS_'], ADMIN_: ['STAFF_'], STAFF_: ['ADMIN_'] },
  ...{ JWT_: ['SESSION_'], SESSION_: ['JWT_'] },
};
/** Our carrier's name, written out in place of AT. */
const CARRIER = /^AFRICA_?S?_?TALKING_/;

/** What other services call the URL of their database. It is meant where ours is not set. */
const OTHER_DATABASE = /^(?:DB|PG|POSTGRES|POSTGRESQL)_(?:URL|URI|DSN)$/;

/** Shorter names are too often near to others by chance. */
const LENGTH_LEAST = 7;

/**
 * One sentence for each variable that looks like one of this service and is none.
 * It names the nearest known one, and no value.
 */
export function findUnknownVariables(env: NodeJS.ProcessEnv): string[] {
  const known = [...new Set(VARIABLES.flatMap((name) => [name, nameFileOf(name) ?? name]))];
  return Object.entries(env)
    .filter(([name, value]) => value && !known.includes(name) && !isSetInCapitals(name, known, env))
    .filter(([name, value]) => !isOfOthers(name, value ?? '', env))
    .flatMap(([name]) => explain(name, known) ?? []);
}

/** Windows finds a variable by any writing of its name, so this one has been read. */
const isSetInCapitals = (name: string, known: readonly string[], env: NodeJS.ProcessEnv): boolean =>
  process.platform === 'win32' && known.includes(name.toUpperCase()) && env[name.toUpperCase()] !== undefined;

const isOfOthers = (name: string, value: string, env: NodeJS.ProcessEnv): boolean =>
  OTHERS.test(name) ||
  (OTHER_DATABASE.test(name) && Boolean(env.DATABASE_URL || env.DATABASE_URL_FILE)) ||
  /^tcp:\/\//.test(value) ||
  (name.startsWith('GITHUB_') && Boolean(env.GITHUB_ACTIONS || env.CODESPACES) && !OURS_AT_GITHUB.test(name));

function explain(name: string, known: readonly string[]): string | null {
  const written = name.toUpperCase().replace(CARRIER, 'AT_').replace(OTHER_DATABASE, 'DATABASE_URL');
  const prefix = PREFIXES.find((each) => written.startsWith(each));
  const meant = prefix === undefined ? findAlike(written, known) : findMeant(written, prefix, known);
  if (prefix === undefined && meant === null) return null;
  const advice =
    meant === null
      ? `known are ${VARIABLES.filter((each) => each.startsWith(prefix ?? '')).join(', ')}`
      : `did you mean ${meant}?`;
  return `${name} is no setting of Agiza and changes nothing: ${advice}`;
}

/** The known name that differs in few letters: 2, or a quarter of a longer name. */
function findAlike(name: string, known: readonly string[]): string | null {
  const [nearest, edits] = findNearest(
    name,
    known.filter((each) => each.length >= LENGTH_LEAST),
  );
  return edits <= Math.max(2, Math.floor(name.length / 4)) ? nearest : null;
}

/**
 * The known name that is meant. What follows the prefix weighs more than the prefix.
 * - First a name of the same prefix, and then of a sibling's, whose rest is nearly the same.
 * - Then the only name of any prefix that has the same rest.
 * - Then one of the prefix that differs in half the letters at most, or has all its words.
 */
function findMeant(name: string, prefix: string, known: readonly string[]): string | null {
  const rest = name.slice(prefix.length);
  for (const each of [prefix, ...(SIBLINGS[prefix] ?? [])]) {
    const near = known.filter((other) => other.startsWith(each) && isNear(rest, other.slice(each.length)));
    if (near.length > 0) return findNearest(`${each}${rest}`, near)[0];
  }
  const same = known.filter((each) => each.length >= LENGTH_LEAST && restOf(each) === rest);
  if (same.length === 1) return same[0] ?? null;
  const candidates = known.filter((each) => each.startsWith(prefix));
  const [nearest, edits] = findNearest(name, candidates);
  if (edits <= Math.ceil(name.length / 2)) return nearest;
  const words = name.split('_');
  return candidates.find((each) => words.every((word) => each.split('_').includes(word))) ?? null;
}

const restOf = (name: string): string => name.slice(PREFIXES.find((prefix) => name.startsWith(prefix))?.length ?? 0);

/** Whether one letter differs, or one begins the other, as SENDER begins SENDER_ID. */
const isNear = (one: string, other: string): boolean =>
  countEdits(one, other) <= (one.length > 2 ? 1 : 0) ||
  (Math.min(one.length, other.length) >= 4 && (one.startsWith(other) || other.startsWith(one)));

function findNearest(name: string, known: readonly string[]): [string, number] {
  const distances = known.map((each): [string, number] => [each, countEdits(name, each)]);
  return distances.reduce((best, each) => (each[1] < best[1] ? each : best));
}

/** Letters that must be added, left out or replaced to make one text of the other (Levenshtein). */
function countEdits(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (const [place, letter] of [...one].entries()) {
    const next = [place + 1];
    for (let at = 0; at < other.length; at++) {
      const replaced = (row[at] ?? 0) + (letter === other[at] ? 0 : 1);
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
