import type { Strategy } from 'passport';
import { SignInCancelled, SignInFailed } from './social.errors.js';
import type { SocialProfile } from './social-profile.js';
import type { SignInRequest } from './state-store.js';

/** Where a strategy leads: to the provider, or to a profile. */
export type Outcome = { readonly goTo: string } | { readonly profile: SocialProfile };

/** What passport's middleware gives a strategy for one request, and how it begins. */
interface Attempt {
  redirect(goTo: string): void;
  success(profile: SocialProfile): void;
  fail(challenge?: unknown, status?: number): void;
  error(error: unknown): void;
  pass(): void;
  authenticate(request: SignInRequest, options: { callbackURL: string }): void;
}

/**
 * Runs a strategy for one request as passport's own middleware does, and gives the outcome as a
 * value. So no Express reply is needed.
 * @throws SignInFailed, SignInCancelled, ProviderFailed
 */
export function runStrategy(strategy: Strategy, request: SignInRequest, callbackURL: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const attempt: Attempt = Object.create(strategy);
    attempt.redirect = (goTo) => resolve({ goTo });
    attempt.success = (profile) => resolve({ profile });
    // Without a status the person refused at the provider; with one, the state store refused.
    attempt.fail = (_challenge, status) => reject(status === undefined ? new SignInCancelled() : new SignInFailed());
    attempt.error = (error) => reject(findCause(error));
    attempt.pass = () => reject(new SignInFailed());
    // Of the request a strategy reads only `query`. It passes the request on to our store.
    attempt.authenticate(request, { callbackURL });
  });
}

/**
 * Finds the error to throw for an error of a strategy.
 * - passport-oauth2 wraps what our token exchange throws: that is unwrapped.
 * - It throws an error of its own for a provider's `error=…`: that is a failed sign-in.
 * - Anything else is a fault of ours and stays as it is.
 */
function findCause(error: unknown): unknown {
  const { oauthError = error } = error as { oauthError?: unknown };
  const isRefusal = oauthError instanceof Error && oauthError.name.endsWith('AuthorizationError');
  return isRefusal ? new SignInFailed() : oauthError;
}
