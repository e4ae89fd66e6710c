import type { FastifyRequest } from 'fastify';
import { wordsOf } from './dictionary.js';
import { type Language, languageOf } from './language.js';
import type { Words } from './words.js';

/** Who looks at a page, as every page needs to know it. */
export interface Visit {
  readonly language: Language;
  readonly words: Words;
  /** Null for nobody in particular. */
  readonly userId: string | null;
}

export function visitOf({ headers, principal }: FastifyRequest): Visit {
  const language = languageOf(headers['accept-language']);
  const known = principal?.kind === 'user' || principal?.kind === 'staff';
  return { language, words: wordsOf(language), userId: known ? principal.id : null };
}
