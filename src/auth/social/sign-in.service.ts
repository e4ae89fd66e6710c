import { Injectable } from '@nestjs/common';
import type { Actor } from '../../actor.js';
import { AuditTrail } from '../../events/audit-trail.js';
import { PublicAddress } from '../../http/public-address.js';
import { findSignIn, markSignIn, readMarks } from '../session/session.js';
import { SessionsService } from '../session/sessions.service.js';
import { StaffEntry } from '../staff/staff-entry.js';
import { limitCallbacks } from '../throttle/allowances.js';
import { Throttle } from '../throttle/throttle.js';
import { IdentitiesService } from './identities.service.js';
import { readRedirectError } from './provider-error.js';
import { explainRedirect } from './provider-refusal.js';
import { type Outcome, runStrategy } from './run-strategy.js';
import type { PendingSignIn } from './sign-in-attempts.js';
import { DESK, HOME, isDesk, type Purpose, STAFF_HOME } from './sign-in-purpose.js';
import { AddressRecycled, NotStaff, ProviderFailed, ProviderUnknown, SignInFailed } from './social.errors.js';
import type { SocialProfile } from './social-profile.js';
import { type SignInRequest, StateStore } from './state-store.js';
import { Strategies } from './strategies.js';

/** A sign-in that began: where the browser goes, and what it keeps until it is back. */
export interface BegunSignIn {
  readonly goTo: string;
  readonly pending: PendingSignIn;
}

/** A request that came back from a provider. */
export interface ProviderCallback {
  readonly query: Readonly<Record<string, string>>;
  /** The browser's attempt of this state; null when it has none under way. */
  readonly pending: PendingSignIn | null;
  /** The token of the session that the browser has, and its user. */
  readonly token: string | null;
  readonly userId: string | null;
  /** Where it comes from. */
  readonly address: string;
  readonly actor: Actor;
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
    private readonly states: StateStore,
    private readonly identities: IdentitiesService,
    private readonly sessions: SessionsService,
    private readonly staff: StaffEntry,
    private readonly address: PublicAddress,
    private readonly throttle: Throttle,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Begins a sign-in at a provider that will answer to the path `callback`.
   * @throws ProviderUnknown
   */
  async begin(provider: string, callback: string, purpose: Purpose): Promise<BegunSignIn> {
    const request: SignInRequest = { query: {}, purpose, pending: null, fault: null };
    const outcome = await this.run(provider, callback, request);
    if (!('goTo' in outcome) || request.pending === null) throw new SignInFailed();
    return { goTo: outcome.goTo, pending: request.pending };
  }

  /**
   * Signs an end user in, or adds the provider to the signed-in user's ways to sign in.
   * A callback that led to the browser's session, opened again, leads to the home page.
   * @throws SignInFailed, SignInCancelled, SignInUnfinished, SignInMisconfigured, SignInRefused,
   *   ProviderFailed, ProviderUnknown, IdentityTaken, AddressRecycled, TooManyAttempts
   */
  async enter(provider: string, callback: string, back: ProviderCallback): Promise<SignInResult> {
    if (whereEntered(back) !== null) return { token: null, goTo: HOME };
    const { profile, purpose } = await this.readProfile(provider, callback, back);
    if (purpose.addTo === null) {
      const userId = await this.identities.admit(profile, null);
      const isStaff = profile.provider === 'google' && (await this.staff.isStaff(profile));
      return { token: await this.renewSession(back, profile, userId, purpose, isStaff), goTo: purpose.returnTo };
    }
    if (purpose.addTo !== back.userId)
      throw new SignInFailed({ step: 'state', text: 'begun by another user', isOurs: true });
    await this.identities.admit(profile, purpose.addTo);
    return { token: await this.markSession(back), goTo: purpose.returnTo };
  }

  /**
   * Signs staff in. Nobody else gets an account or a session here.
   * A callback that led to the browser's session, opened again, leads to the desk if it did before.
   * The first Google account that shows a listed or invited address is remembered, and no other
   * counts for it.
   * @throws NotStaff, and what {@link enter} throws
   */
  async enterAsStaff(callback: string, back: ProviderCallback): Promise<SignInResult> {
    const entered = whereEntered(back);
    if (entered !== null) return { token: null, goTo: entered === 'desk' ? DESK : STAFF_HOME };
    const { profile, purpose } = await this.readProfile('google', callback, back);
    if (!(await this.staff.mayEnter(profile))) throw new NotStaff();
    const userId = await this.identities.admit(profile, null);
    if (!(await this.staff.isStaff(profile))) throw new AddressRecycled();
    return { token: await this.renewSession(back, profile, userId, purpose, true), goTo: purpose.returnTo };
  }

  /**
   * Always opens a new session: one that an attacker planted in the browser is never raised to its
   * person's. It has the marks of the same user's sign-ins before it, such as one in another tab.
   * The audit trail is told of that of staff.
   */
  private async renewSession(
    back: ProviderCallback,
    identity: SocialProfile,
    userId: string,
    { returnTo }: Purpose,
    isStaff: boolean,
  ): Promise<string> {
    const { token: old, query } = back;
    const before = old !== null && back.userId === userId ? readMarks(old) : [];
    if (old !== null) await this.sessions.end(old);
    const marks = [markSignIn(query.state ?? '', isDesk(returnTo)), ...before];
    if (!isStaff) return this.sessions.open(identity, marks);
    const actor: Actor = { ...back.actor, kind: 'staff', id: userId };
    const subject = { kind: 'user', id: userId } as const;
    return this.sessions.openWith(identity, marks, (tx) =>
      this.trail.record(tx, { actor, action: 'staff-signed-in', subject }),
    );
  }

  /**
   * Marks the browser's session as the one that added a provider, and gives its new token.
   * It stays a session of the provider that it was opened with, so staff stay staff.
   */
  private async markSession({ token, query }: ProviderCallback): Promise<string | null> {
    return token === null
      ? null
      : this.sessions.mark(token, [markSignIn(query.state ?? '', false), ...readMarks(token)]);
  }

  private async readProfile(
    provider: string,
    callback: string,
    { query, pending, address }: ProviderCallback,
  ): Promise<{ profile: SocialProfile; purpose: Purpose }> {
    const request: SignInRequest = { query, purpose: null, pending, fault: null };
    await this.refuseError(provider, callback, request);
    // Without a code the strategy would take the callback for a beginning.
    if (!query.code)
      throw new SignInFailed({ step: 'authorization', text: 'neither a code nor an error', isOurs: pending !== null });
    const attempts = limitCallbacks(address);
    await this.throttle.count(attempts);
    const outcome = await this.run(provider, callback, request).catch(async (error) => {
      // A provider that is away is nobody's false callback.
      if (error instanceof ProviderFailed) await this.throttle.forgive(attempts);
      throw error;
    });
    await this.throttle.forgive(attempts);
    if (!('profile' in outcome) || request.purpose === null) throw new SignInFailed();
    return { profile: outcome.profile, purpose: request.purpose };
  }

  /** Throws what a provider's redirect with an error means. Its attempt is over. */
  private async refuseError(provider: string, callback: string, request: SignInRequest): Promise<void> {
    const error = readRedirectError(request.query);
    if (error === null) return;
    if (this.strategies.of(provider) === null) throw new ProviderUnknown();
    const { state, code = '' } = request.query;
    const isOurs = (await this.states.take(request, state, this.address.of(callback))) !== null;
    throw explainRedirect(error, isOurs, [state ?? '', code]);
  }

  private run(provider: string, callback: string, request: SignInRequest): Promise<Outcome> {
    const strategy = this.strategies.of(provider);
    if (strategy === null) throw new ProviderUnknown();
    return runStrategy(strategy, request, this.address.of(callback));
  }
}

/**
 * Where the sign-in ended that the callback's state led to the browser's session, as after Back.
 * Null for any other state.
 * Nobody is signed in by it: the session must be there, and it must have the mark of the state.
 */
function whereEntered({ query, token, userId }: ProviderCallback): ReturnType<typeof findSignIn> {
  const { code, state } = query;
  if (code === undefined || state === undefined || token === null || userId === null) return null;
  return findSignIn(token, state);
}
