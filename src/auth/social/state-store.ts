import { Injectable } from '@nestjs/common';
import { sha256 } from '../../digests.js';
import { SealedText } from '../session/sealed-cookie.js';
import { randomSecret } from '../session/secrets.js';
import { HOME } from './return-path.js';
import { UsedStatesRepository } from './used-states.repository.js';

/** Time from the button to the return, entering a password at the provider included. */
export const STATE_SECONDS = 600;

/** Why somebody signs in. */
export interface Purpose {
  /** A path of ours to end at. */
  readonly returnTo: string;
  /** The signed-in user who adds a provider; null for a plain sign-in. */
  readonly addTo: string | null;
}

/** What a browser keeps for us, sealed, while its person is at the provider. */
interface Kept extends Purpose {
  readonly state: string;
  readonly verifier: string;
  readonly callbackURL: string;
  readonly keptAt: number;
}

/** One request of a sign-in, as the strategies and this store see it. */
export interface SignInRequest {
  readonly query: Readonly<Record<string, string>>;
  /** Why it is begun; known again when it comes back. */
  purpose: Purpose | null;
  /** What the browser keeps. */
  kept: string | null;
}

/**
 * Keeps `state` and the PKCE verifier in the browser that began the sign-in, sealed, so that any replica can take the callback; each is good once,
 * at the callback it was made for. The shape is passport-oauth2's, which tells by the number of parameters what a store can do.
 */
@Injectable()
export class StateStore {
  constructor(
    private readonly seal: SealedText,
    private readonly used: UsedStatesRepository,
  ) {}

  store(
    request: SignInRequest,
    verifier: string,
    _asked: unknown,
    meta: { callbackURL: string },
    done: (error: unknown, state?: string) => void,
  ): void {
    const { returnTo, addTo } = request.purpose ?? { returnTo: HOME, addTo: null };
    const state = randomSecret();
    const kept: Kept = { returnTo, addTo, state, verifier, callbackURL: meta.callbackURL, keptAt: Date.now() };
    request.kept = this.seal.close('sign-in', JSON.stringify(kept));
    done(null, state);
  }

  verify(
    request: SignInRequest,
    state: unknown,
    meta: { callbackURL: string },
    done: (error: unknown, verifier?: string | false) => void,
  ): void {
    this.take(request, state, meta.callbackURL).then((verifier) => done(null, verifier ?? false), done);
  }

  private async take(request: SignInRequest, state: unknown, callbackURL: string): Promise<string | null> {
    const opened = request.kept === null ? null : this.seal.open('sign-in', request.kept);
    if (opened === null) return null;
    const kept = JSON.parse(opened) as Kept;
    const fresh = Date.now() - kept.keptAt < STATE_SECONDS * 1000;
    if (!fresh || kept.state !== state || kept.callbackURL !== callbackURL) return null;
    if (!(await this.used.use(sha256(kept.state)))) return null;
    request.purpose = { returnTo: kept.returnTo, addTo: kept.addTo };
    return kept.verifier;
  }
}
