import { dictionary } from '@zxcvbn-ts/language-common';

/** Passwords that many people have: some 49,000 of published leaks, in small letters. */
const common: ReadonlySet<string> = new Set(dictionary['passwords-common']);

/** Whether many people have the password, in capital or small letters. */
const isCommon = (password: string): boolean => common.has(password.trim().toLowerCase());

/** Whether the password is the e-mail address, or its part before the @. */
function isOwnAddress(password: string, email: string): boolean {
  const word = password.trim().toLowerCase();
  return word === email || word === email.slice(0, email.lastIndexOf('@'));
}

/**
 * What is wrong with a new password, as the end of a sentence; null when nothing is. ASVS 5.0
 * (6.2.4) asks for a list of at least 3,000.
 */
export function findPasswordFault(password: string, email: string): string | null {
  if (isOwnAddress(password, email)) return 'must not be your e-mail address: choose another one';
  return isCommon(password) ? 'is one that many people have: choose another one, such as four words' : null;
}
