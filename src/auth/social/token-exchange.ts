import type { ProviderClient } from './provider-clients.js';
import { askProvider } from './provider-json.js';
import { ProviderFailed, SignInFailed } from './social.errors.js';

/** The part of the `oauth` package that changes a code into a token: it waits for ever, and takes any answer for one. */
export interface TokenClient {
  getOAuthAccessToken(code: string, params: object | undefined, callback: (error?: unknown, token?: string) => void): void;
}

/** Has `tokens` ask with limits on time and size instead. */
export function limitExchange(tokens: TokenClient, client: ProviderClient): void {
  tokens.getOAuthAccessToken = (code, params, callback) => {
    exchange(client, { ...params, code }).then((token) => callback(null, token), callback);
  };
}

/** GitHub says no with status 200, the others with 400. @throws SignInFailed, ProviderFailed */
async function exchange({ clientID, clientSecret, tokenURL }: ProviderClient, params: Record<string, string>): Promise<string> {
  const form = new URLSearchParams({ ...params, client_id: clientID, client_secret: clientSecret });
  const { ok, body } = await askProvider(tokenURL, { method: 'POST', body: form });
  if (!ok || 'error' in body) throw new SignInFailed();
  const token = 'access_token' in body ? body.access_token : null;
  if (typeof token !== 'string' || token === '') throw new ProviderFailed();
  return token;
}
