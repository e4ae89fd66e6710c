import { randomBytes } from 'node:crypto';
import { sha256 } from '../../digests.js';
import type { Role } from '../../http/access/roles.js';
import type { CookieKind } from './sealed-cookies.js';

/** A provider whose accounts people sign in with. */
export type Provider = 'google' | 'github' | 'facebook';

/** An account at a provider. The provider never gives its id, the subject, to another person. */
export interface IdentityKey {
  readonly provider: Provider;
  readonly subject: string;
}

/** A session's user, with what the provider last said of the identity that opened it. */
export interface Session {
  readonly user_id: string;
  readonly provider: Provider;
  readonly email: string | null;
  readonly email_verified: boolean;
  /** Whether no other account at the provider had the e-mail before. */
  readonly is_first: boolean;
  /** The role that the identity has taken up; null when it has none, or is disabled. */
  readonly role: Role | null;
}

/**
 * A session is over after a working day without a request, and after a week in any case. ASVS 5.0
 * (7.3.1, 7.3.2) and OWASP's session management cheat sheet ask for both limits, and leave their
 * length to the risk.
 */
export const IDLE_SECONDS = 12 * 3600;
export const SESSION_SECONDS = 7 * 86_400;

/** The cookie that holds a session's token. */
export const SESSION_COOKIE: CookieKind = { purpose: 'session', maxAgeSeconds: SESSION_SECONDS };

/** Makes a token of 256 random bits, as base64url. */
export const makeToken = (): string => randomBytes(32).toString('base64url');

/** A short digest of a sign-in's state: 66 bits, as 11 characters of base64url. */
export const markState = (state: string): string => sha256(state).toString('base64url').slice(0, 11);

/** What follows the mark of a sign-in that ended at the desk. It is no letter of base64url. */
const AT_DESK = '~';

/** The mark of a sign-in in the session's token, with where it ended as far as that matters. */
export const markSignIn = (state: string, atDesk: boolean): string => markState(state) + (atDesk ? AT_DESK : '');

/** Sign-ins, and providers added, that one session's token has the marks of. */
const MARKS_MOST = 5;

/**
 * Makes a session's token: a random one, and the marks of the sign-ins that it stands for.
 * So the callback of one of them, opened again, is known to have led to this session.
 */
export const makeSessionToken = (marks: readonly string[]): string =>
  [makeToken(), ...marks.slice(0, MARKS_MOST)].join('.');

/** The marks in a session's token, newest first. */
export const readMarks = (token: string): readonly string[] => token.split('.').slice(1);

/**
 * Where the sign-in of that state ended, which led to this session; null for one that did not lead
 * to it.
 */
export function findSignIn(token: string, state: string): 'desk' | 'elsewhere' | null {
  const mark = markState(state);
  const found = readMarks(token).find((each) => each === mark || each === mark + AT_DESK);
  if (found === undefined) return null;
  return found === mark ? 'elsewhere' : 'desk';
}
