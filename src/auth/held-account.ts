import type { Role } from '../http/access/roles.js';
import type { Provider } from './session/session.js';

/** An account at a provider, as it is held here. */
export interface HeldIdentity {
  readonly provider: Provider;
  readonly subject: string;
  readonly email: string | null;
  readonly email_verified: boolean;
  readonly created_at: Date;
}

/** When a session began and was last used. */
export interface HeldSession {
  readonly provider: Provider;
  readonly created_at: Date;
  readonly seen_at: Date;
}

/** The role that somebody has, or had, in the shop. */
export interface HeldRole {
  readonly role: Role;
  readonly invited_email: string;
  readonly created_at: Date;
  readonly disabled_at: Date | null;
}

/** What `auth` holds about one user. Oldest first. */
export interface HeldAccount {
  readonly identities: readonly HeldIdentity[];
  readonly sessions: readonly HeldSession[];
  readonly role: HeldRole | null;
}
