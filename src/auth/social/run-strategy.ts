import type { Strategy } from 'passport';
import { SignInFailed } from './social.errors.js';
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
 * value. So no Express reply is needed. An `error` in the query is to be read before.
 * @throws SignInFailed, SignInMisconfigured, SignInRefused, ProviderFailed
 */
export function runStrategy(strategy: Strategy, request: SignInRequest, callbackURL: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const attempt: Attempt = Object.create(strategy);
    attempt.redirect = (goTo) => resolve({ goTo });
    attempt.success = (profile) => resolve({ profile });
    attempt.fail = () =>
      reject(new SignInFailed({ step: 'state', text: request.fault ?? 'refused', isOurs: request.pending !== null }));
    attempt.error = (error) => reject(unwrap(error));
    attempt.pass = () => reject(new SignInFailed());
    // Of the request a strategy reads only `query`. It passes the request on to our store.
    attempt.authenticate(request, { callbackURL });
  });
}

/** Unwraps what our token exchange throws: passport-oauth2 puts it into an error of its own. */
function unwrap(error: unknown): unknown {
  return (error as { oauthError?: unknown }).oauthError ?? error;
}
