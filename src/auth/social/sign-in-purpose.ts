/** Why somebody signs in. */
export interface Purpose {
  /** The path of ours that the sign-in ends at. */
  readonly returnTo: string;
  /** The signed-in user who adds a provider; null for a plain sign-in. */
  readonly addTo: string | null;
}

/** Where a sign-in ends when nothing else was asked for. */
export const HOME = '/';

/** Where a sign-in of staff ends. */
export const STAFF_HOME = '/api/customers';

/** The first page of the desk, which has all its pages below it. */
export const DESK = '/desk';
export const isDesk = (path: string): boolean => /^\/desk(?![\w-])/.test(path);

/**
 * Plain words between slashes, encoded parameters, and a plain fragment: nothing that a browser or
 * a proxy could read as another host or scheme.
 */
const OWN_PATH = /^\/(?:[\w-]+(?:\/[\w-]+)*)?(?:\?[\w-]+=[\w.~%+-]*(?:&[\w-]+=[\w.~%+-]*)*)?(?:#[\w-]+)?$/;

/** Reads the path of ours to go to after the sign-in; anything else becomes `otherwise`. */
export function readReturnPath(asked: unknown, otherwise = HOME): string {
  return typeof asked === 'string' && asked.length <= 200 && OWN_PATH.test(asked) ? asked : otherwise;
}
