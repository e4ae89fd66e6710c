/** The basic alphabet of GSM 03.38. Each character takes one septet. */
const BASIC =
  '@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** Its extension. Each character takes two septets: an escape and the character. */
const EXTENSION = '^{}[]~\\|€';

/** Every character that an SMS can have without being sent as UCS-2, with its septets. */
const SEPTETS: ReadonlyMap<string, number> = new Map([
  ...Array.from(BASIC, (character) => [character, 1] as const),
  ...Array.from(EXTENSION, (character) => [character, 2] as const),
]);

/** The septets that a character takes; null for one that the alphabet lacks. */
export const countSeptets = (character: string): number | null => SEPTETS.get(character) ?? null;

/** Whether the alphabet has the character. Line breaks, which no SMS of ours has, are left out. */
export const isGsm = (character: string): boolean => SEPTETS.has(character);
