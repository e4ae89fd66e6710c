import type { AppError } from '../../errors.js';
import { findCause } from './error-cause.js';
import { formatError, type ProviderError, readBodyError } from './provider-error.js';
import { type Asked, describeAnswer, type ProviderAnswer } from './provider-json.js';
import { cleanWord, type ProviderWord } from './provider-word.js';
import {
  ProviderFailed,
  SignInCancelled,
  SignInFailed,
  SignInMisconfigured,
  SignInRefused,
  SignInUnfinished,
} from './social.errors.js';

/**
 * Makes the error to throw for a provider's redirect with an error.
 * - Anybody can make such an address. So without an attempt of this browser it is a failed sign-in.
 * - A refusal by the person is told all the same, since it does no harm.
 * @param isOurs whether the browser began the sign-in that the state is of
 * @param secrets what must not be logged
 */
export function explainRedirect(error: ProviderError, isOurs: boolean, secrets: readonly string[]): AppError {
  const word: ProviderWord = { step: 'authorization', text: cleanWord(formatError(error), secrets), isOurs };
  const cause = findCause(error);
  if (cause === 'refusal') return new SignInCancelled(word);
  if (!isOurs) return new SignInFailed(word);
  return new ERROR_OF[cause](word);
}

const ERROR_OF = {
  unfinished: SignInUnfinished,
  shop: SignInMisconfigured,
  provider: ProviderFailed,
  unknown: SignInRefused,
};

/** What providers say of a code that is wrong, too old or used. Facebook says it of all errors. */
const CODE_ERRORS = ['', 'invalid_grant', 'bad_verification_code', 'OAuthException'];

/** Makes the error to throw for a code that was not exchanged for a token. */
export function explainToken(answer: ProviderAnswer, asked: Asked): AppError {
  const error = readBodyError(answer.body);
  const word = describeAnswer(answer, asked);
  const cause = findCause(error);
  // GitHub answers 404 for a client that it does not know.
  if (cause === 'shop' || [401, 403, 404].includes(answer.status)) return new SignInMisconfigured(word);
  if (cause === 'provider') return new ProviderFailed(word);
  if (cause === 'unfinished') return new SignInUnfinished(word);
  return CODE_ERRORS.includes(error.error) ? new SignInFailed(word) : new SignInRefused(word);
}

/** Makes the error to throw for a profile that the provider does not give. */
export function explainProfile(answer: ProviderAnswer, asked: Asked): AppError {
  const word = describeAnswer(answer, asked);
  const isOfShop = !answer.ok && findCause(readBodyError(answer.body)) === 'shop';
  return isOfShop ? new SignInMisconfigured(word) : new ProviderFailed(word);
}
