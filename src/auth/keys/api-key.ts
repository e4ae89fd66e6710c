import { sha256 } from '../../digests.js';
import type { Permission } from '../../http/access/permissions.js';

/** How a key stands. An expiring one expires within 14 days. */
export type KeyStatus = 'active' | 'expiring' | 'expired' | 'revoked';

/** A key of a program. Its text is stored nowhere. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly status: KeyStatus;
  /** The id of the user who made it. */
  readonly created_by: string;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly revoked_at: Date | null;
  /** Until when the text before the last rotation works too; null when it does not. */
  readonly previous_until: Date | null;
  /** To five minutes; null when it was never used. */
  readonly last_used_at: Date | null;
  /** The network of that use, such as 203.0.113.0/24. */
  readonly last_used_from: string | null;
  /** SHA-256 of the key's text. */
  readonly digest: Buffer;
}

/** A key with its text, which is shown once and stored nowhere. */
export interface ShownKey {
  readonly key: ApiKey;
  readonly text: string;
}

/** What a key is asked for with. */
export interface KeyRequest {
  readonly name: string;
  readonly scopes: readonly Permission[];
  readonly expiresInDays: number;
}

/** Tells the texts of a key apart, for forms. Nobody can make a text or its digest of it. */
export const markText = ({ digest }: Pick<ApiKey, 'digest'>): string =>
  sha256(digest).toString('base64url').slice(0, 16);

/** How a key is rotated. Without `expiresInDays` its expiry stays. */
export interface RotationRequest {
  /** The mark of the text that is replaced; absent for whichever the key has. */
  readonly of?: string;
  readonly overlapHours: number;
  readonly expiresInDays: number | null;
}

/** What is needed to make a key. */
export interface NewKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Permission[];
  readonly expiresInDays: number;
  readonly digest: Buffer;
  readonly createdBy: string;
}

/** A new text of a key, in the place of the one with the digest `replaces`. */
export interface KeyReplacement {
  readonly id: string;
  readonly digest: Buffer;
  readonly replaces: Buffer;
  /** For how long the replaced text works too. */
  readonly overlapHours: number;
  /** Null leaves the expiry as it is. */
  readonly expiresInDays: number | null;
}

/** What a request with a key needs to know of it. */
export interface KeyStanding {
  readonly scopes: readonly string[];
  readonly created_by: string;
  readonly is_revoked: boolean;
  readonly digest: Buffer;
  readonly left_ms: number;
  readonly previous_digest: Buffer | null;
  readonly previous_left_ms: number | null;
}

/**
 * Why a key does not count.
 * - `mistyped` is said by the text alone, without a query.
 * - `expired`, `revoked`, `rotated` and `stopped` are said of a key whose secret is right alone. So
 *   they tell whoever guesses nothing.
 */
export type KeyFlaw = 'mistyped' | 'foreign' | 'expired' | 'revoked' | 'rotated' | 'stopped';
