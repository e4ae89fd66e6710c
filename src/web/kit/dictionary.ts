import type { Language } from './language.js';
import { english } from './words.en.js';
import type { Words } from './words.js';
import { swahili } from './words.sw.js';

const WORDS: Record<Language, Words> = { en: english, sw: swahili };

/** What the pages say in a language. */
export const wordsOf = (language: Language): Words => WORDS[language];
