import { Injectable } from '@nestjs/common';
import { type CookieKind, SealedCookies } from '../session/sealed-cookies.js';
import { markState } from '../session/session.js';
import type { Purpose } from './sign-in-purpose.js';

/** Time from the button to the return, with entering a password at the provider. */
const ATTEMPT_SECONDS = 600;

/**
 * Attempts that one browser may have under way. Five with the longest return path add 3.2 KB to its
 * `Cookie` header (measured); Node takes 16 KiB of headers.
 */
const ATTEMPTS_MOST = 5;

/** What must be the same when a sign-in comes back from the provider. */
export interface PendingSignIn extends Purpose {
  readonly state: string;
  /** The PKCE verifier (RFC 7636). */
  readonly verifier: string;
  readonly callbackURL: string;
  /** When it began, in ms since the epoch. */
  readonly keptAt: number;
}

/** Whether the sign-in began less than {@link ATTEMPT_SECONDS} ago. */
export const isFresh = ({ keptAt }: PendingSignIn): boolean => Date.now() - keptAt < ATTEMPT_SECONDS * 1000;

/**
 * The attempts to sign in that a browser has under way, such as one in each of two tabs.
 * - Each has a sealed cookie of its own, whose name holds a digest of its state.
 * - So two answers at the same moment cannot undo each other, as with one cookie for all.
 */
@Injectable()
export class SignInAttempts {
  constructor(private readonly cookies: SealedCookies) {}

  /**
   * The `Set-Cookie` headers that have a browser keep the attempt.
   * They remove what is over, and the oldest beyond {@link ATTEMPTS_MOST}.
   * @param header the `Cookie` header of the request that begins it
   */
  keep(pending: PendingSignIn, header: string | undefined): string[] {
    const kept = this.cookies.findKeys('sign-in', header).reverse();
    const fresh = kept
      .map((key) => ({ key, keptAt: this.open(key, header)?.keptAt }))
      .filter((each): each is { key: string; keptAt: number } => each.keptAt !== undefined)
      .sort((one, other) => other.keptAt - one.keptAt)
      .slice(0, ATTEMPTS_MOST - 1)
      .map(({ key }) => key);
    const over = kept.filter((key) => !fresh.includes(key));
    const own = this.cookies.write(makeCookie(markState(pending.state)), JSON.stringify(pending));
    return [...over.map((key) => this.cookies.write(makeCookie(key), null)), own];
  }

  /** The attempt of a state; null when the browser has none under way. */
  find(state: string | undefined, header: string | undefined): PendingSignIn | null {
    const pending = state === undefined ? null : this.open(markState(state), header);
    return pending?.state === state ? pending : null;
  }

  /** The `Set-Cookie` headers that end the attempt of a state and leave the others. */
  end(state: string | undefined, header: string | undefined): string[] {
    if (state === undefined) return [];
    const cookie = makeCookie(markState(state));
    return this.cookies.isSent(cookie, header) ? [this.cookies.write(cookie, null)] : [];
  }

  private open(key: string, header: string | undefined): PendingSignIn | null {
    const text = this.cookies.read(makeCookie(key), header);
    const pending = text === null ? null : (JSON.parse(text) as PendingSignIn);
    return pending !== null && isFresh(pending) ? pending : null;
  }
}

const makeCookie = (key: string): CookieKind => ({ purpose: 'sign-in', key, maxAgeSeconds: ATTEMPT_SECONDS });
