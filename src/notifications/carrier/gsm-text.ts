/**
 * The GSM 03.38 alphabet. Those of the second line take two places.
 * An SMS with any other character is sent as UCS-2, in less than half the length.
 */
const GSM_7 = new Set(
  '@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà' +
    '^{}[]~\\|€',
);

/**
 * Plain characters for what typing programs put in their place, and for letters that have no base
 * letter.
 */
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

/**
 * Words of plain characters with single spaces between them. Most texts are like this and need no
 * change.
 */
const PLAIN_WORDS = /^[!-_a-~]+(?: [!-_a-~]+)*$/;

/**
 * Turns a text into one line of the GSM alphabet, as far as the alphabet reaches.
 * - Typographic marks become plain ones. Accents that GSM lacks are dropped (Kikuyu's ĩ and ũ, for
 *   example).
 * - Control and invisible characters are removed, so that a name cannot begin a line or turn the
 *   reading direction.
 */
export function toGsmText(text: string): string {
  if (PLAIN_WORDS.test(text)) return text;
  const line = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .replace(/\p{Cf}/gu, '');
  return Array.from(line, toPlain).join('').trim();
}

function toPlain(character: string): string {
  if (GSM_7.has(character)) return character;
  const marks = PLAIN[character];
  if (marks !== undefined) return marks;
  const base = character.normalize('NFKD').replace(/\p{M}/gu, '');
  return base !== '' && [...base].every((part) => GSM_7.has(part)) ? base : character;
}
