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
 * Runs a strategy for one request as passport's own middleware does, but gives its outcome as a value: no Express reply is needed.
 * @throws SignInFailed, SignInCancelled, ProviderFailed
 */
export function runStrategy(strategy: Strategy, request: SignInRequest, callbackURL: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const attempt: Attempt = Object.create(strategy);
    attempt.redirect = (goTo) => resolve({ goTo });
    attempt.success = (profile) => resolve({ profile });
    // Without a status it is the person who said no; with one, the store.
    attempt.fail = (_challenge, status) => reject(status === undefined ? new SignInCancelled() : new SignInFailed());
    attempt.error = (error) => reject(faultOf(error));
    attempt.pass = () => reject(new SignInFailed());
    // The strategies read the query alone, and hand the rest to our store.
    attempt.authenticate(request, { callbackURL });
  });
}

/** The packages wrap what our exchange throws, and throw their own for a provider's `error=…`. Anything else is a fault to be seen. */
function faultOf(error: unknown): unknown {
  const { oauthError = error } = error as { oauthError?: unknown };
  const ofProvider = oauthError instanceof Error && oauthError.name.endsWith('AuthorizationError');
  return ofProvider ? new SignInFailed() : oauthError;
}
