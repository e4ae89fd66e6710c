import type { IncomingHttpHeaders } from 'node:http';

/** The languages of the pages. Whoever asks for none of them gets the first. */
export const LANGUAGES = ['en', 'sw'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The languages by their own names. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', sw: 'Kiswahili' };

/** The language of that name, such as `sw`; null for any other text. */
export const readLanguage = (text: string): Language | null => LANGUAGES.find((language) => language === text) ?? null;

/** How long a browser keeps the language that its reader chose. */
const CHOICE_SECONDS = 365 * 86_400;
const CHOICE = /(?:^|; *)agiza-language=(\w+)(?:;|$)/;

/** The `Set-Cookie` header that has a browser keep a choice for a year. It is no secret. */
export const keepLanguage = (language: Language, isSecure: boolean): string =>
  [
    ...[`agiza-language=${language}`, 'Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${CHOICE_SECONDS}`],
    ...(isSecure ? ['Secure'] : []),
  ].join('; ');

/** The language of a request: the one that its reader chose, or else the best for the browser. */
export const languageOf = (headers: IncomingHttpHeaders): Language =>
  readLanguage(CHOICE.exec(headers.cookie ?? '')?.[1] ?? '') ?? acceptedLanguage(headers['accept-language']);

/** The words of a page or of a piece of one, in every language. */
export type Translated<Words> = Readonly<Record<Language, Words>>;

/**
 * The best of our languages for an `Accept-Language` header (RFC 9110, 12.5.4).
 * Only the first 500 characters of the header are read.
 */
function acceptedLanguage(header: string | undefined): Language {
  const wishes = (header ?? '').slice(0, 500).split(',').map(parseWish);
  const best = wishes.filter((wish) => wish.weight > 0).sort((a, b) => b.weight - a.weight);
  return (
    best
      .map((wish) => LANGUAGES.find((language) => language === wish.tag))
      .find((language) => language !== undefined) ?? LANGUAGES[0]
  );
}

/** One entry of the header. `tag` is the primary subtag, such as `sw` of `sw-KE`. */
function parseWish(entry: string): { tag: string; weight: number } {
  const [range = '', quality = 'q=1'] = entry.split(';');
  return {
    tag: range.trim().split('-')[0]?.toLowerCase() ?? '',
    weight: Number(quality.trim().replace(/^q=/, '')) || 0,
  };
}
