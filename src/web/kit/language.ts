/** The languages of the pages. Whoever asks for none of them gets the first. */
export const LANGUAGES = ['en', 'sw'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The words of a page or of a piece of one, in every language. */
export type Translated<Words> = Readonly<Record<Language, Words>>;

/**
 * The best of our languages for an `Accept-Language` header (RFC 9110, 12.5.4).
 * Only the first 500 characters of the header are read.
 */
export function languageOf(header: string | undefined): Language {
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
