import { countSeptets } from './gsm-alphabet.js';

/** What an SMS says, and how it is sent and paid for. */
export interface SmsText {
  readonly body: string;
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Each of them is paid for. See {@link measureSms}. */
  readonly segments: number;
}

/** Units of the encoding that fit into one segment alone, and into each of several (GSM 03.40). */
const ROOM = {
  'GSM-7': { alone: 160, joined: 153 },
  'UCS-2': { alone: 70, joined: 67 },
};

/**
 * One segment of letters, digits and marks that each take one septet of GSM 03.38.
 * Nearly every body is one, and is told by this pattern without counting.
 */
const ONE_SEGMENT = /^[\w @£$¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ!"#¤%&'()*+,\-./:;<=>?¡ÄÖÑÜ§¿äöñüà]{1,160}$/;

/**
 * Tells in which encoding a body is sent, and how many segments it takes.
 * - With GSM-7 alone the units are septets. Otherwise they are UTF-16 code units.
 * - The two units of one character stand in one segment: an escape and its character, or a
 *   surrogate pair. Marks and joiners may be cut off from their base.
 */
export function measureSms(body: string): SmsText {
  if (ONE_SEGMENT.test(body)) return { body, encoding: 'GSM-7', segments: 1 };
  const septets = Array.from(body, countSeptets);
  if (!septets.includes(null)) return { body, encoding: 'GSM-7', segments: countSegments(septets, ROOM['GSM-7']) };
  const units = Array.from(body, ({ length }) => length);
  return { body, encoding: 'UCS-2', segments: countSegments(units, ROOM['UCS-2']) };
}

/** Units of its encoding that an SMS takes: septets, or UTF-16 code units. */
export const countUnits = ({ body, encoding }: SmsText): number =>
  encoding === 'UCS-2'
    ? body.length
    : Array.from(body, countSeptets).reduce<number>((sum, each) => sum + (each ?? 0), 0);

/** Units that the segments of an SMS have room for. */
export const countRoom = ({ encoding, segments }: SmsText): number =>
  segments === 1 ? ROOM[encoding].alone : segments * ROOM[encoding].joined;

function countSegments(
  units: readonly (number | null)[],
  { alone, joined }: { alone: number; joined: number },
): number {
  const total = units.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  if (total <= alone) return 1;
  let segments = 1;
  let free = joined;
  for (const each of units) {
    const taken = each ?? 0;
    if (taken > free) {
      segments++;
      free = joined;
    }
    free -= taken;
  }
  return segments;
}
