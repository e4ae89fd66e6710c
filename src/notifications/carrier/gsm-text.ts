/** The GSM 03.38 alphabet; those of the second line take two places. A text with any other character is sent as UCS-2, in less than half the length. */
const GSM_7 = new Set(
  '@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà' +
    '^{}[]~\\|€',
);

/** What typing programs put in place of plain characters, and what letters without a base letter come down to. */
const PLAIN: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'‘’‚‛′ʼʹ`´'].map((mark) => [mark, "'"])),
  ...Object.fromEntries([...'“”„‟″«»'].map((mark) => [mark, '"'])),
  ...Object.fromEntries([...'‐‑‒–—―−'].map((mark) => [mark, '-'])),
  ...{
    '…': '...',
    '•': '*',
    '·': '.',
    '×': 'x',
    '⁄': '/',
    '™': 'TM',
    '©': '(c)',
    '®': '(R)',
    đ: 'd',
    Đ: 'D',
    ł: 'l',
    Ł: 'L',
    œ: 'oe',
    Œ: 'OE',
  },
};

/** Words of plain characters with single spaces between: most texts, which are as they should be. */
const PLAIN_WORDS = /^[!-_a-~]+(?: [!-_a-~]+)*$/;

/**
 * One line of the same text in the GSM alphabet as far as it reaches: typographic marks become plain ones and accents that GSM lacks are dropped
 * (Kikuyu's ĩ and ũ, for example). Control and invisible characters go, so that nothing can begin a line of its own or turn the reading direction.
 */
export function gsmText(text: string): string {
  if (PLAIN_WORDS.test(text)) return text;
  const line = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .replace(/\p{Cf}/gu, '');
  return Array.from(line, plain).join('').trim();
}

function plain(character: string): string {
  if (GSM_7.has(character)) return character;
  const marks = PLAIN[character];
  if (marks !== undefined) return marks;
  const base = character.normalize('NFKD').replace(/\p{M}/gu, '');
  return base !== '' && [...base].every((part) => GSM_7.has(part)) ? base : character;
}
