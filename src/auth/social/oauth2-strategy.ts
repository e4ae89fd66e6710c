import type { StateStore as PassportStateStore } from 'passport-oauth2';
import type { ProviderClient } from './provider-clients.js';
import { type Asked, askProvider, describeAnswer } from './provider-json.js';
import { explainToken } from './provider-refusal.js';
import { ProviderFailed } from './social.errors.js';
import type { SocialProfile } from './social-profile.js';
import type { StateStore } from './state-store.js';

// What the strategies of all providers share. Each package does the redirects, `state` and PKCE. We
// ask the provider ourselves, with limits.

/**
 * Makes a strategy's options: its client and endpoints, and that state and PKCE (S256) are kept in
 * our store.
 */
export function makeStrategyOptions(
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

/**
 * The part of the `oauth` package that exchanges a code for a token. It has no time-out, and takes
 * any answer for a token.
 */
interface TokenClient {
  getOAuthAccessToken(
    code: string,
    params: object | undefined,
    callback: (error?: unknown, token?: string) => void,
  ): void;
}

/** Has `tokens` exchange codes with limits on time and size. */
export function limitTokenExchange(tokens: TokenClient, client: ProviderClient): void {
  tokens.getOAuthAccessToken = (code, params, callback) => {
    exchangeCode(client, { ...params, code }).then((token) => callback(null, token), callback);
  };
}

/**
 * GitHub refuses with status 200, the others with 400.
 * @throws SignInFailed, SignInMisconfigured, SignInRefused, ProviderFailed
 */
async function exchangeCode(
  { clientID, clientSecret, tokenURL }: ProviderClient,
  params: Record<string, string>,
): Promise<string> {
  const form = new URLSearchParams({ ...params, client_id: clientID, client_secret: clientSecret });
  const { code = '', code_verifier = '' } = params;
  const asked: Asked = { step: 'token', secrets: [clientSecret, code, code_verifier] };
  const answer = await askProvider(tokenURL, asked, { method: 'POST', body: form });
  const { ok, body } = answer;
  if (!ok || 'error' in body) throw explainToken(answer, asked);
  const token = 'access_token' in body ? body.access_token : null;
  if (typeof token !== 'string' || token === '') throw new ProviderFailed(describeAnswer(answer, asked));
  return token;
}

/** How a strategy learns who a token is for, in the shape that passport-oauth2 asks for. */
type UserProfile = (token: string, done: (error?: Error | null, profile?: SocialProfile) => void) => void;

/** Makes a strategy's `userProfile` of a function that reads a profile. */
export function makeUserProfile(read: (token: string) => Promise<SocialProfile>): UserProfile {
  return (token, done) => {
    read(token).then((profile) => done(null, profile), done);
  };
}

/** A strategy's `validate`, which takes every profile that was read. */
export const acceptProfile = (_token: string, _refreshToken: string, profile: SocialProfile): SocialProfile => profile;
