import { Injectable } from '@nestjs/common';
import { PublicAddress } from '../../http/public-address.js';
import { SessionAuthenticator } from '../session/session.authenticator.js';
import type { IdentityKey } from '../session/session.js';
import { SessionsService } from '../session/sessions.service.js';
import { IdentitiesService } from './identities.service.js';
import { runStrategy } from './run-strategy.js';
import { NotStaff, ProviderUnknown, SignInFailed } from './social.errors.js';
import type { SocialProfile } from './social-profile.js';
import type { Purpose, SignInRequest } from './state-store.js';
import { Strategies } from './strategies.js';

/** A request that came back from a provider. */
export interface Return {
  readonly query: Readonly<Record<string, string>>;
  /** What the browser kept since {@link SignInService.begin}. */
  readonly kept: string | null;
  /** The session that the browser has, and its user. */
  readonly token: string | null;
  readonly userId: string | null;
}

/** Somebody who is in: the session for the browser to keep, null to keep the one it has, and where to go. */
export interface Entry {
  readonly token: string | null;
  readonly goTo: string;
}

/** From the button to the session. */
@Injectable()
export class SignInService {
  constructor(
    private readonly strategies: Strategies,
    private readonly identities: IdentitiesService,
    private readonly sessions: SessionsService,
    private readonly sessionAuthenticator: SessionAuthenticator,
    private readonly address: PublicAddress,
  ) {}

  /** Where at the provider the person says yes, and what the browser keeps until then. @throws ProviderUnknown */
  async begin(provider: string, callback: string, purpose: Purpose): Promise<{ goTo: string; kept: string }> {
    const request: SignInRequest = { query: {}, purpose, kept: null };
    const outcome = await this.run(provider, callback, request);
    if (!('goTo' in outcome) || request.kept === null) throw new SignInFailed();
    return { goTo: outcome.goTo, kept: request.kept };
  }

  /**
   * Lets in whoever came back as an end user, or gives the signed-in user another way to sign in.
   * @throws SignInFailed, SignInCancelled, ProviderFailed, ProviderUnknown, IdentityTaken
   */
  async enter(provider: string, callback: string, back: Return): Promise<Entry> {
    const { profile, purpose } = await this.profileOf(provider, callback, back);
    if (purpose.addTo === null) {
      await this.identities.admit(profile, null);
      return { token: await this.renew(back.token, profile), goTo: purpose.returnTo };
    }
    if (purpose.addTo !== back.userId) throw new SignInFailed();
    await this.identities.admit(profile, purpose.addTo);
    return { token: null, goTo: purpose.returnTo };
  }

  /** The same for staff; nobody else gets an account or a session by this way. @throws NotStaff, and the same */
  async enterAsStaff(callback: string, back: Return): Promise<Entry> {
    const { profile, purpose } = await this.profileOf('google', callback, back);
    if (!this.sessionAuthenticator.isStaff({ provider: profile.provider, email: profile.email, email_verified: profile.emailVerified }))
      throw new NotStaff();
    await this.identities.admit(profile, null);
    return { token: await this.renew(back.token, profile), goTo: purpose.returnTo };
  }

  /** A new session always, so that one planted in the browser before opens nothing. */
  private async renew(old: string | null, identity: IdentityKey): Promise<string> {
    if (old !== null) await this.sessions.end(old);
    return this.sessions.open(identity);
  }

  private async profileOf(
    provider: string,
    callback: string,
    { query, kept }: Return,
  ): Promise<{ profile: SocialProfile; purpose: Purpose }> {
    // Without any of these the strategy would take the callback for a beginning.
    if (!('code' in query || 'error' in query || 'error_code' in query)) throw new SignInFailed();
    const request: SignInRequest = { query, purpose: null, kept };
    const outcome = await this.run(provider, callback, request);
    if (!('profile' in outcome) || request.purpose === null) throw new SignInFailed();
    return { profile: outcome.profile, purpose: request.purpose };
  }

  private run(provider: string, callback: string, request: SignInRequest) {
    const strategy = this.strategies.of(provider);
    if (strategy === null) throw new ProviderUnknown();
    return runStrategy(strategy, request, this.address.of(callback));
  }
}
