import { randomBytes } from 'node:crypto';
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
