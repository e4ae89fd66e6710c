import { Injectable } from '@nestjs/common';
import { sha256 } from '../../digests.js';
import { makeToken } from '../session/session.js';
import { isFresh, type PendingSignIn } from './sign-in-attempts.js';
import { HOME, type Purpose } from './sign-in-purpose.js';
import { UsedStatesRepository } from './used-states.repository.js';

/** One request of a sign-in, as the strategies and this store see it. */
export interface SignInRequest {
  readonly query: Readonly<Record<string, string>>;
  /** Given when the sign-in begins, and read from its cookie when it comes back. */
  purpose: Purpose | null;
  /** What the browser keeps while its person is at the provider. */
  pending: PendingSignIn | null;
  /** Why the state does not count, for the log; null while nothing is wrong. */
  fault: string | null;
}

/**
 * Keeps `state` and the PKCE verifier of a sign-in.
 * - They are kept in a sealed cookie of the browser that began, so any replica can take the
 *   callback.
 * - Each state is good once, for ten minutes, and only at the callback that it was made for.
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
    request.pending = { returnTo, addTo, state, verifier, callbackURL: meta.callbackURL, keptAt: Date.now() };
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

  /**
   * Uses the state up and gives the verifier of its sign-in. Null when the browser began no such
   * sign-in for this callback, or it is over.
   */
  async take(request: SignInRequest, state: unknown, callbackURL: string): Promise<string | null> {
    const { pending } = request;
    request.fault = await this.findFault(pending, state, callbackURL);
    if (pending === null || request.fault !== null) return null;
    request.purpose = { returnTo: pending.returnTo, addTo: pending.addTo };
    return pending.verifier;
  }

  /** Says why a state does not count. Null when it does, and then it is used up. */
  private async findFault(pending: PendingSignIn | null, state: unknown, callbackURL: string): Promise<string | null> {
    if (pending === null || !isFresh(pending) || pending.state !== state) return 'no attempt of it in this browser';
    if (pending.callbackURL !== callbackURL) return 'made for another callback';
    return (await this.used.use(sha256(pending.state))) ? null : 'used already';
  }
}
