/** What is shown for a URL that is not understood. */
const NOT_SHOWN = 'the one of DATABASE_URL';

/**
 * Host, port and name of the database at a URL, without user name, password and options.
 * - A password with a raw `/`, `?` or `#` ends the host too early, and part of it would be shown.
 *   Then nothing is shown.
 * - A URL of several hosts is not understood either.
 */
export function nameDatabase(url: string): string {
  if (!URL.canParse(url)) return NOT_SHOWN;
  const { username, host, pathname, hash } = new URL(url);
  const ats = url.split('@').length - 1;
  return hash === '' && ats === (username === '' ? 0 : 1) ? (host || 'a socket ') + pathname : NOT_SHOWN;
}
