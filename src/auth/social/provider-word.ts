/**
 * Where a sign-in failed: in the provider's redirect to us, or by our own check of its state.
 * Or in the provider's answer to the code, or about the profile.
 */
export type SignInStep = 'authorization' | 'state' | 'token' | 'profile';

/** What a provider said, or what was wrong with its callback or answer. */
export interface ProviderWord {
  readonly step: SignInStep;
  /** For the log: see {@link cleanWord}. */
  readonly text: string;
  /** Whether it is of a sign-in that this browser began. Anybody can call a callback. */
  readonly isOurs: boolean;
}

const CHARACTERS_MOST = 200;
/** Characters of a text that are looked at. The patterns below would be slow on 64 KB. */
const CHARACTERS_READ = 1000;
/** A shorter secret would hide parts of ordinary words. */
const SECRET_CHARACTERS_LEAST = 6;
const EMAIL = /[^\s@<>"']+(?:@|%40)[^\s@<>"']+/gi;
const LONG_WORD = /[\w-]{20,}/g;
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;

/**
 * Makes what a provider wrote fit for the log.
 * - E-mail addresses, the given secrets, and whatever looks like a token are hidden.
 * - Characters that control a terminal, or that nobody sees, are written as `\u{…}`.
 * - At most 200 characters are left.
 */
export function cleanWord(text: string, secrets: readonly string[] = []): string {
  const known = secrets.filter((secret) => secret.length >= SECRET_CHARACTERS_LEAST);
  const bare = known
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .reduce((rest, secret) => rest.replaceAll(secret, '[hidden]'), text);
  const hidden = bare
    .slice(0, CHARACTERS_READ)
    .replace(EMAIL, '[e-mail]')
    .replace(LONG_WORD, (word) => (isTokenLike(word) ? '[hidden]' : word));
  const shown = [...hidden.replace(UNSEEN, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`)];
  return shown.length <= CHARACTERS_MOST ? shown.join('') : `${shown.slice(0, CHARACTERS_MOST - 1).join('')}…`;
}

/** Unlike `temporarily_unavailable`, a token has digits, or small and capital letters. */
const isTokenLike = (word: string): boolean => /\d/.test(word) || (/[a-z]/.test(word) && /[A-Z]/.test(word));
