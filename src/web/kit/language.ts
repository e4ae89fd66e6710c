/** The languages that the pages speak, the first for everybody who asks for neither. */
export const LANGUAGES = ['en', 'sw'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The best of ours for an `Accept-Language` header (RFC 9110, 12.5.4). */
export function languageOf(header: string | undefined): Language {
  const wishes = (header ?? '').slice(0, 500).split(',').map(wishOf);
  const best = wishes.filter((wish) => wish.weight > 0).sort((a, b) => b.weight - a.weight);
  return best.map((wish) => LANGUAGES.find((language) => language === wish.tag)).find((language) => language !== undefined) ?? LANGUAGES[0];
}

function wishOf(text: string): { tag: string; weight: number } {
  const [range = '', quality = 'q=1'] = text.split(';');
  return { tag: range.trim().split('-')[0]?.toLowerCase() ?? '', weight: Number(quality.trim().replace(/^q=/, '')) || 0 };
}
