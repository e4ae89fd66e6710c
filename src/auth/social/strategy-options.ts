import type { StateStore as PassportStateStore } from 'passport-oauth2';
import type { ProviderClient } from './provider-clients.js';
import type { StateStore } from './state-store.js';

/** What every strategy is told: its client and endpoints, and that state and PKCE (S256) are kept in our store. */
export function strategyOptions(
  { clientID, clientSecret, authorizationURL, tokenURL }: ProviderClient,
  store: StateStore,
  scope: string[],
) {
  return {
    clientID,
    clientSecret,
    authorizationURL,
    tokenURL,
    scope,
    // The callback's address is given with each request: it is known once the server listens.
    callbackURL: '',
    pkce: true,
    // The packages' types know no store that keeps a verifier.
    store: store as unknown as PassportStateStore,
  };
}
