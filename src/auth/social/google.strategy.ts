import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-google-oauth20';
import { acceptProfile, limitTokenExchange, makeStrategyOptions, makeUserProfile } from './oauth2-strategy.js';
import type { ProviderClient } from './provider-clients.js';
import { type Asked, askProvider } from './provider-json.js';
import { explainProfile } from './provider-refusal.js';
import { readEmail, readName, readSubject, type SocialProfile } from './social-profile.js';
import type { StateStore } from './state-store.js';

/** Sign-in with Google. */
export class GoogleStrategy extends PassportStrategy(Strategy, 'google') {
  override readonly validate = acceptProfile;

  constructor(client: ProviderClient, store: StateStore) {
    super(makeStrategyOptions(client, store, ['openid', 'email', 'profile']));
    limitTokenExchange(this._oauth2, client);
    this.userProfile = makeUserProfile((token) => readGoogleProfile(client, token));
  }
}

/**
 * Who a Google token is for, from the userinfo endpoint (OpenID Connect Core 1.0, 5.3).
 * @throws ProviderFailed, SignInMisconfigured
 */
async function readGoogleProfile({ api }: ProviderClient, token: string): Promise<SocialProfile> {
  const asked: Asked = { step: 'profile', secrets: [token] };
  const answer = await askProvider(`${api}/v1/userinfo`, asked, { headers: { Authorization: `Bearer ${token}` } });
  const { sub, email: address, email_verified, name } = answer.body as Record<string, unknown>;
  const subject = readSubject(sub);
  if (!answer.ok || subject === null) throw explainProfile(answer, asked);
  const email = readEmail(address);
  return {
    provider: 'google',
    subject,
    email,
    emailVerified: email !== null && email_verified === true,
    name: readName(name),
  };
}
