/** A provider whose accounts people sign in with. */
export type Provider = 'google' | 'github' | 'facebook';

/** An account at a provider: the provider's own id of it, which never goes to another person. */
export interface IdentityKey {
  readonly provider: Provider;
  readonly subject: string;
}

/** Somebody's signed-in browser, with what the provider last said of the identity that opened it. */
export interface Session {
  readonly user_id: string;
  readonly provider: Provider;
  readonly email: string | null;
  readonly email_verified: boolean;
}
