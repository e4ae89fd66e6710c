import { Injectable } from '@nestjs/common';
import { PublicAddress } from '../../http/public-address.js';
import { SessionAuthenticator } from '../session/session.authenticator.js';
import type { IdentityKey } from '../session/session.js';
import { SessionsService } from '../session/sessions.service.js';
import { IdentitiesService } from './identities.service.js';
import { type Outcome, runStrategy } from './run-strategy.js';
import type { Purpose } from './sign-in-purpose.js';
import { NotStaff, ProviderUnknown, SignInFailed } from './social.errors.js';
import type { SocialProfile } from './social-profile.js';
import type { SignInRequest } from './state-store.js';
import { Strategies } from './strategies.js';

/**
 * A sign-in that began: where the browser goes, and what its sign-in cookie holds until it is back.
 */
export interface BegunSignIn {
  readonly goTo: string;
  readonly pending: string;
}

/** A request that came back from a provider. */
export interface ProviderCallback {
  readonly query: Readonly<Record<string, string>>;
  /** What the sign-in cookie holds since {@link SignInService.begin}. */
  readonly pending: string | null;
  /** The token of the session that the browser has, and its user. */
  readonly token: string | null;
  readonly userId: string | null;
}

/**
 * A sign-in that succeeded: the token of the new session, null to keep the one there is, and where
 * the browser goes.
 */
export interface SignInResult {
  readonly token: string | null;
  readonly goTo: string;
}

/** Sign-ins, from the button to the session. */
@Injectable()
export class SignInService {
  constructor(
    private readonly strategies: Strategies,
    private readonly identities: IdentitiesService,
    private readonly sessions: SessionsService,
    private readonly sessionAuthenticator: SessionAuthenticator,
    private readonly address: PublicAddress,
  ) {}

  /**
   * Begins a sign-in at a provider that will answer to the path `callback`.
   * @throws ProviderUnknown
   */
  async begin(provider: string, callback: string, purpose: Purpose): Promise<BegunSignIn> {
    const request: SignInRequest = { query: {}, purpose, pending: null };
    const outcome = await this.run(provider, callback, request);
    if (!('goTo' in outcome) || request.pending === null) throw new SignInFailed();
    return { goTo: outcome.goTo, pending: request.pending };
  }

  /**
   * Signs an end user in, or adds the provider to the signed-in user's ways to sign in.
   * @throws SignInFailed, SignInCancelled, ProviderFailed, ProviderUnknown, IdentityTaken
   */
  async enter(provider: string, callback: string, back: ProviderCallback): Promise<SignInResult> {
    const { profile, purpose } = await this.readProfile(provider, callback, back);
    if (purpose.addTo === null) {
      await this.identities.admit(profile, null);
      return { token: await this.renewSession(back.token, profile), goTo: purpose.returnTo };
    }
    if (purpose.addTo !== back.userId) throw new SignInFailed();
    await this.identities.admit(profile, purpose.addTo);
    return { token: null, goTo: purpose.returnTo };
  }

  /**
   * Signs staff in. Nobody else gets an account or a session here.
   * @throws NotStaff, SignInFailed, SignInCancelled, ProviderFailed, ProviderUnknown, IdentityTaken
   */
  async enterAsStaff(callback: string, back: ProviderCallback): Promise<SignInResult> {
    const { profile, purpose } = await this.readProfile('google', callback, back);
    const { provider, email, emailVerified: email_verified } = profile;
    if (!this.sessionAuthenticator.isStaff({ provider, email, email_verified })) throw new NotStaff();
    await this.identities.admit(profile, null);
    return { token: await this.renewSession(back.token, profile), goTo: purpose.returnTo };
  }

  /**
   * Always opens a new session: one that an attacker planted in the browser is never raised to its
   * person's.
   */
  private async renewSession(old: string | null, identity: IdentityKey): Promise<string> {
    if (old !== null) await this.sessions.end(old);
    return this.sessions.open(identity);
  }

  private async readProfile(
    provider: string,
    callback: string,
    { query, pending }: ProviderCallback,
  ): Promise<{ profile: SocialProfile; purpose: Purpose }> {
    // Without any of these the strategy would take the callback for a beginning.
    if (!('code' in query || 'error' in query || 'error_code' in query)) throw new SignInFailed();
    const request: SignInRequest = { query, purpose: null, pending };
    const outcome = await this.run(provider, callback, request);
    if (!('profile' in outcome) || request.purpose === null) throw new SignInFailed();
    return { profile: outcome.profile, purpose: request.purpose };
  }

  private run(provider: string, callback: string, request: SignInRequest): Promise<Outcome> {
    const strategy = this.strategies.of(provider);
    if (strategy === null) throw new ProviderUnknown();
    return runStrategy(strategy, request, this.address.of(callback));
  }
}
