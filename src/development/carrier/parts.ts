/**
 * The patterns of GSM 03.38: text of the alphabet alone, and its characters that take two septets.
 */
const GSM_TEXT = /^[\n\r -Z_a-z@£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà^{}[\]~\\|€]*$/;
const ESCAPED = /[\^{}[\]~\\|€]/g;
/** Stands for the escape septet; no text has it. */
const ESCAPE = '\x1b';

/**
 * Parts in which a network carries a text, each of which it charges for.
 * It fills each part with as much as fits, as an encoder does, so it shares no sum with the
 * service.
 */
export function countParts(text: string): number {
  const isGsm = GSM_TEXT.test(text);
  const encoded = isGsm ? text.replace(ESCAPED, `${ESCAPE}$&`) : text;
  const [alone, joined] = isGsm ? [160, 153] : [70, 67];
  if (encoded.length <= alone) return 1;
  const opensPair = (text: string) => (isGsm ? text.endsWith(ESCAPE) : /[\ud800-\udbff]$/.test(text));
  let parts = 0;
  for (let rest = encoded; rest !== ''; parts++) {
    const filled = rest.slice(0, joined);
    rest = rest.slice(opensPair(filled) && rest.length > joined ? joined - 1 : joined);
  }
  return parts;
}
