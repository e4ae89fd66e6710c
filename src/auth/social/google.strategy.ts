import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-google-oauth20';
import { googleProfile } from './google.profile.js';
import type { ProviderClient } from './provider-clients.js';
import type { SocialProfile } from './social-profile.js';
import type { StateStore } from './state-store.js';
import { strategyOptions } from './strategy-options.js';
import { limitExchange } from './token-exchange.js';

/** Sign-in with Google. The package does the redirects; who came back is asked by us, with limits. */
export class GoogleStrategy extends PassportStrategy(Strategy, 'google') {
  constructor(
    private readonly client: ProviderClient,
    store: StateStore,
  ) {
    super(strategyOptions(client, store, ['openid', 'email', 'profile']));
    limitExchange(this._oauth2, client);
  }

  override userProfile(token: string, done: (error?: Error | null, profile?: SocialProfile) => void): void {
    googleProfile(this.client.api, token).then((profile) => done(null, profile), done);
  }

  validate(_token: string, _refreshToken: string, profile: SocialProfile): SocialProfile {
    return profile;
  }
}
