import type { Strategy } from 'passport';
import { AppError } from '../../errors.js';
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
    attempt.error = (error) => reject(isOurs(error) ? error : new SignInFailed());
    attempt.pass = () => reject(new SignInFailed());
    // The strategies read the query alone, and hand the rest to our store.
    attempt.authenticate(request, { callbackURL });
  });
}

/** An error of the provider's protocol is the packages' own; anything else has to be seen. */
const isOurs = (error: unknown): boolean =>
  error instanceof AppError || !(error instanceof Error && /OAuth|Authorization|Token/.test(error.constructor.name));
