import { randomFillSync } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';

/** Random bytes for 256 ids. One draw costs 7 µs, however many bytes it fills. */
const pool = Buffer.alloc(16 * 256);
let used = pool.length;

/** A clock that is set back by more than this is followed, so that its fault does not last. */
const SET_BACK_MS = 10_000;

/** An id that came back from a form counts for so long. */
const FRESH_MS = 86_400_000;

let atMs = 0;
let sequence = 0;

/**
 * Makes an id: a UUIDv7 (RFC 9562), greater than all that this process has made before.
 * - So rows sort by the time they came, by the clock of the process that made them.
 * - After the clock was set back by more than 10 s, ids are smaller again.
 */
export function makeId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, used + 16);
  used += 16;
  const now = Date.now();
  if (now > atMs || now < atMs - SET_BACK_MS) {
    atMs = now;
    sequence = random.readUInt32BE(6) >>> 1;
  } else if (sequence < 0xffffffff) sequence++;
  else {
    atMs++;
    sequence = 0;
  }
  return uuidv7({ random, msecs: atMs, seq: sequence });
}

const UUID_V7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * Whether a text is an id that was made within a day, by the clock of its process.
 * For an id that a form brings back, and that is to sort among the others.
 */
export function isFreshId(text: string): boolean {
  const [, high = '', low = ''] = UUID_V7.exec(text) ?? [];
  const ageMs = Date.now() - Number.parseInt(high + low, 16);
  return ageMs > -SET_BACK_MS && ageMs < FRESH_MS;
}
