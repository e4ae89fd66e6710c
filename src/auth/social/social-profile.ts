import { isEmail } from 'class-validator';
import { isOneLine, isStorable } from '../../http/fields/fields.js';
import type { IdentityKey } from '../session/session.js';

/** What a provider says of somebody who signed in there. */
export interface SocialProfile extends IdentityKey {
  /** Lower case; null when the provider tells none. */
  readonly email: string | null;
  /** Whether the provider has seen that the address is theirs. */
  readonly emailVerified: boolean;
  readonly name: string | null;
}

/** An e-mail as accounts keep it; null for anything else. */
export function emailOf(value: unknown): string | null {
  return typeof value === 'string' && isEmail(value) && isStorable(value) ? value.toLowerCase() : null;
}

/** A name as accounts keep it, at most 100 characters; null when it says nothing. */
export function nameOf(value: unknown): string | null {
  if (typeof value !== 'string' || !isStorable(value) || !isOneLine(value)) return null;
  return [...value.trim()].slice(0, 100).join('').trim();
}

/** The provider's own id of the account: text, or a whole number; null for anything else. */
export function subjectOf(value: unknown): string | null {
  const text = Number.isSafeInteger(value) ? String(value) : value;
  return typeof text === 'string' && /^[\x21-\x7e]{1,255}$/.test(text) ? text : null;
}
