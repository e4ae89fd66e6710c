import { Injectable } from '@nestjs/common';
import { sha256 } from '../../digests.js';
import type { CookieKind } from '../session/sealed-cookies.js';
import { makeToken } from '../session/session.js';
import { HOME, type Purpose } from './sign-in-purpose.js';
import { UsedStatesRepository } from './used-states.repository.js';

/** Time from the button to the return, with entering a password at the provider. */
const STATE_SECONDS = 600;

/** The cookie that holds a {@link PendingSignIn} while its person is at the provider. */
export const SIGN_IN_COOKIE: CookieKind = { purpose: 'sign-in', maxAgeSeconds: STATE_SECONDS };

/** What must be the same when a sign-in comes back from the provider. */
interface PendingSignIn extends Purpose {
  readonly state: string;
  /** The PKCE verifier (RFC 7636). */
  readonly verifier: string;
  readonly callbackURL: string;
  /** When it began, in ms since the epoch. */
  readonly keptAt: number;
}

/** One request of a sign-in, as the strategies and this store see it. */
export interface SignInRequest {
  readonly query: Readonly<Record<string, string>>;
  /** Given when the sign-in begins, and read from the cookie when it comes back. */
  purpose: Purpose | null;
  /** A {@link PendingSignIn} as JSON, for the browser to keep in its sealed cookie. */
  pending: string | null;
}

/**
 * Keeps `state` and the PKCE verifier of a sign-in.
 * - They are kept in the sealed cookie of the browser that began, so any replica can take the
 *   callback.
 * - Each state is good once, for {@link STATE_SECONDS}, and only at the callback that it was made
 *   for.
 * - The methods have the shape that passport-oauth2 asks for. It learns from the number of
 *   parameters what a store can do.
 */
@Injectable()
export class StateStore {
  constructor(private readonly used: UsedStatesRepository) {}

  store(
    request: SignInRequest,
    verifier: string,
    _asked: unknown,
    meta: { callbackURL: string },
    done: (error: unknown, state?: string) => void,
  ): void {
    const { returnTo, addTo } = request.purpose ?? { returnTo: HOME, addTo: null };
    const state = makeToken();
    const pending: PendingSignIn = {
      returnTo,
      addTo,
      state,
      verifier,
      callbackURL: meta.callbackURL,
      keptAt: Date.now(),
    };
    request.pending = JSON.stringify(pending);
    done(null, state);
  }

  verify(
    request: SignInRequest,
    state: unknown,
    meta: { callbackURL: string },
    done: (error: unknown, verifier?: string | false) => void,
  ): void {
    this.take(request, state, meta.callbackURL).then((verifier) => done(null, verifier ?? false), done);
  }

  private async take(request: SignInRequest, state: unknown, callbackURL: string): Promise<string | null> {
    if (request.pending === null) return null;
    const pending = JSON.parse(request.pending) as PendingSignIn;
    const isFresh = Date.now() - pending.keptAt < STATE_SECONDS * 1000;
    if (!isFresh || pending.state !== state || pending.callbackURL !== callbackURL) return null;
    if (!(await this.used.use(sha256(pending.state)))) return null;
    request.purpose = { returnTo: pending.returnTo, addTo: pending.addTo };
    return pending.verifier;
  }
}
