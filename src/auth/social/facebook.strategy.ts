import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-facebook';
import { facebookProfile } from './facebook.profile.js';
import type { ProviderClient } from './provider-clients.js';
import type { SocialProfile } from './social-profile.js';
import type { StateStore } from './state-store.js';
import { strategyOptions } from './strategy-options.js';
import { limitExchange } from './token-exchange.js';

/** Sign-in with Facebook. The package does the redirects; who came back is asked by us, with limits. */
export class FacebookStrategy extends PassportStrategy(Strategy, 'facebook') {
  constructor(
    private readonly client: ProviderClient,
    store: StateStore,
  ) {
    super(strategyOptions(client, store, ['email', 'public_profile']));
    limitExchange(this._oauth2, client);
  }

  override userProfile(token: string, done: (error?: Error | null, profile?: SocialProfile) => void): void {
    facebookProfile(this.client.api, token, this.client.clientSecret).then((profile) => done(null, profile), done);
  }

  validate(_token: string, _refreshToken: string, profile: SocialProfile): SocialProfile {
    return profile;
  }
}
