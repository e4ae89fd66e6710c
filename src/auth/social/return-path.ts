/** Where a sign-in ends when nothing else was asked for. */
export const HOME = '/';

/** Plain words between slashes, and plain parameters: nothing that a browser or a proxy could read as another host or scheme. */
const OWN_PATH = /^\/(?:[\w-]+(?:\/[\w-]+)*)?(?:\?[\w-]+=[\w-]*(?:&[\w-]+=[\w-]*)*)?$/;

/** A path of ours to go to after the sign-in; the home page for anything else. */
export function returnPath(asked: unknown): string {
  return typeof asked === 'string' && asked.length <= 200 && OWN_PATH.test(asked) ? asked : HOME;
}
