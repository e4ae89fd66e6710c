import type { SocialProfile } from './social-profile.js';

/** An account with the e-mail that a provider tells. */
export interface AccountOfEmail {
  readonly id: string;
  readonly role: 'user' | 'admin';
  /** Whether its owner has proved that the address is theirs. */
  readonly email_verified: boolean;
  /** Whether it has another identity of the provider already. */
  readonly has_provider: boolean;
}

/** What the decision is made from, besides the profile. */
export interface Standing {
  /** The user to whom the identity belongs already. */
  readonly identityOwner: string | null;
  readonly accountsOfEmail: readonly AccountOfEmail[];
  /** Whether another identity of the provider was the first to show the verified address. */
  readonly isAddressHeld: boolean;
  /** The user who is signed in and adds a provider; null for a plain sign-in. */
  readonly signedInAs: string | null;
}

/**
 * - `known`: the identity's own user signs in.
 * - `join`: the identity is added to an account.
 * - `create`: the identity gets an account of its own.
 * - `taken`: the identity belongs to another user, and nothing happens.
 * - `recycled`: the address was another identity's of the same provider, and nothing happens.
 */
export type LinkDecision =
  | { readonly kind: 'known'; readonly userId: string }
  | { readonly kind: 'join'; readonly userId: string }
  | { readonly kind: 'create' }
  | { readonly kind: 'taken' }
  | { readonly kind: 'recycled' };

/**
 * Decides which user a social sign-in belongs to. It reads and writes nothing.
 * - The key is (provider, subject).
 * - An e-mail links to an existing account only if the provider verified it and the account's own
 *   e-mail is verified. (ASVS 5.0, 10.5.2.) Otherwise a stranger's address, typed at a provider
 *   that checks nothing, would open the stranger's account.
 * - An account with an identity of the same provider is never joined by e-mail. A provider gives
 *   one address to one account. So a new subject with it is a new owner, such as of a mail box that
 *   was closed and given away again.
 * - An admin's account is never joined, so no social sign-in gives an admin's rights.
 */
export function decideLink(
  { identityOwner, accountsOfEmail, isAddressHeld, signedInAs }: Standing,
  profile: SocialProfile,
): LinkDecision {
  if (identityOwner !== null) {
    return signedInAs === null || signedInAs === identityOwner
      ? { kind: 'known', userId: identityOwner }
      : { kind: 'taken' };
  }
  if (signedInAs !== null) return { kind: 'join', userId: signedInAs };
  if (!profile.emailVerified) return { kind: 'create' };
  const owner = accountsOfEmail.find((account) => account.role === 'user' && account.email_verified);
  if (isAddressHeld || owner?.has_provider) return { kind: 'recycled' };
  return owner ? { kind: 'join', userId: owner.id } : { kind: 'create' };
}
