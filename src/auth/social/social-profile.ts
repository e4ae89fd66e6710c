import { isPlainEmail } from '../../http/fields/email-field.js';
import { isOneLine, isStorable } from '../../http/fields/fields.js';
import { tidyLine } from '../../http/fields/pasted-text.js';
import type { IdentityKey } from '../session/session.js';

/** What a provider says of somebody who signed in there. */
export interface SocialProfile extends IdentityKey {
  /** In lower case; null when the provider tells none. */
  readonly email: string | null;
  /** Whether the provider has checked that the address is theirs. */
  readonly emailVerified: boolean;
  readonly name: string | null;
}

/** Reads an e-mail as accounts keep it; null for anything else. */
export function readEmail(value: unknown): string | null {
  return isPlainEmail(value) && isStorable(value) ? value.toLowerCase() : null;
}

/**
 * Reads a name as accounts keep it, at most 100 characters; null when it is not one line of text.
 */
export function readName(value: unknown): string | null {
  if (typeof value !== 'string' || !isStorable(value)) return null;
  const name = tidyLine(value);
  return isOneLine(name) ? tidyLine([...name].slice(0, 100).join('')) : null;
}

/** Reads the provider's own id of an account: text, or a whole number; null for anything else. */
export function readSubject(value: unknown): string | null {
  const text = Number.isSafeInteger(value) ? String(value) : value;
  return typeof text === 'string' && /^[\x21-\x7e]{1,255}$/.test(text) ? text : null;
}
