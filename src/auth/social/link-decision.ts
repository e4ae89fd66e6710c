import type { SocialProfile } from './social-profile.js';

/** An account whose e-mail is the one that a provider tells. */
export interface AccountOfEmail {
  readonly id: string;
  readonly role: 'user' | 'admin';
  /** Whether its owner has shown that the address is theirs. */
  readonly email_verified: boolean;
}

/** What is known before a sign-in is let in. */
export interface Standing {
  /** The user to whom the identity belongs already. */
  readonly identityOwner: string | null;
  readonly accountsOfEmail: readonly AccountOfEmail[];
  /** The user who is signed in and adds a provider; null for a plain sign-in. */
  readonly signedInAs: string | null;
}

/** The identity's own user comes in; it joins an account; it gets a new one; or it is another's, and nothing happens. */
export type LinkDecision =
  | { readonly kind: 'known'; readonly userId: string }
  | { readonly kind: 'join'; readonly userId: string }
  | { readonly kind: 'create' }
  | { readonly kind: 'taken' };

/**
 * Which user a social sign-in belongs to. Pure; the caller looks up and writes. The key is (provider, subject). An e-mail links to an existing
 * account only if the provider verified it and the account's own e-mail is verified (ASVS 5.0 §10.5.2): otherwise whoever types
 * a stranger's address at a lax provider walks into the stranger's account. An admin's account is never joined, so no social sign-in gives its rights.
 */
export function decideLink({ identityOwner, accountsOfEmail, signedInAs }: Standing, profile: SocialProfile): LinkDecision {
  if (identityOwner !== null) {
    return signedInAs === null || signedInAs === identityOwner ? { kind: 'known', userId: identityOwner } : { kind: 'taken' };
  }
  if (signedInAs !== null) return { kind: 'join', userId: signedInAs };
  const owner = profile.emailVerified && accountsOfEmail.find((account) => account.role === 'user' && account.email_verified);
  return owner ? { kind: 'join', userId: owner.id } : { kind: 'create' };
}
