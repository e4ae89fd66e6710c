import { createHmac } from 'node:crypto';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-facebook';
import { acceptProfile, limitTokenExchange, makeStrategyOptions, makeUserProfile } from './oauth2-strategy.js';
import type { ProviderClient } from './provider-clients.js';
import { type Asked, askProvider } from './provider-json.js';
import { explainProfile } from './provider-refusal.js';
import { readEmail, readName, readSubject, type SocialProfile } from './social-profile.js';
import type { StateStore } from './state-store.js';

/** Sign-in with Facebook. */
export class FacebookStrategy extends PassportStrategy(Strategy, 'facebook') {
  override readonly validate = acceptProfile;

  constructor(client: ProviderClient, store: StateStore) {
    super(makeStrategyOptions(client, store, ['email', 'public_profile']));
    limitTokenExchange(this._oauth2, client);
    this.userProfile = makeUserProfile((token) => readFacebookProfile(client, token));
  }
}

/**
 * Who a Facebook token is for, from Graph's `/me`, with a proof that our application asks.
 * Facebook never says whether an address is verified, so none counts as verified.
 * @throws ProviderFailed, SignInMisconfigured
 */
async function readFacebookProfile({ api, clientSecret }: ProviderClient, token: string): Promise<SocialProfile> {
  const proof = createHmac('sha256', clientSecret).update(token).digest('hex');
  const query = new URLSearchParams({ fields: 'id,name,email', appsecret_proof: proof });
  const asked: Asked = { step: 'profile', secrets: [token, proof, clientSecret] };
  const answer = await askProvider(`${api}/me?${query}`, asked, { headers: { Authorization: `Bearer ${token}` } });
  const { id, name, email } = answer.body as Record<string, unknown>;
  const subject = readSubject(id);
  if (!answer.ok || subject === null) throw explainProfile(answer, asked);
  return { provider: 'facebook', subject, email: readEmail(email), emailVerified: false, name: readName(name) };
}
