/** A cookie that only we read: never by a script, and from another site only when a person follows a link (RFC 6265bis, 4.1.3.2 and 5.6.7.1). */
export interface OwnCookie {
  readonly name: string;
  /** Sent over TLS only, and by the host that set it only: the `__Host-` prefix. */
  readonly secure: boolean;
}

const fullName = ({ name, secure }: OwnCookie): string => (secure ? `__Host-${name}` : name);

/** The value of the cookie in a request's `Cookie` header, or null. */
export function readCookie(cookie: OwnCookie, header: string | undefined): string | null {
  const start = `${fullName(cookie)}=`;
  const pair = header?.split(/; */).find((each) => each.startsWith(start));
  return pair === undefined ? null : pair.slice(start.length);
}

/** A `Set-Cookie` header. @param value base64url, dots allowed; null removes the cookie */
export function writeCookie(cookie: OwnCookie, value: string | null, maxAgeSeconds: number): string {
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${value === null ? 0 : maxAgeSeconds}`];
  return [`${fullName(cookie)}=${value ?? ''}`, ...attributes, ...(cookie.secure ? ['Secure'] : [])].join('; ');
}
