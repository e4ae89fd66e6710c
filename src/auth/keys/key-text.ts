import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * An API key as text: `agz_<id>_<secret>_<check>`.
 * - `id` is the UUID of the key without its dashes, in lower case.
 * - `secret` is 160 random bits, in the base32 of RFC 4648 (6) in lower case.
 * - `check` is the CRC-32 of all before it, in the same letters. It finds each error within four
 *   neighbouring characters, and misses one of 2^32 others.
 */
const FORM = /^(agz_([0-9a-f]{32})_[a-z2-7]{32})_([a-z2-7]{7})$/;

const SECRET_BYTES = 20;

/** Makes the text of a key. Each call makes another secret. */
export function makeKeyText(id: string): string {
  const told = `agz_${id.replaceAll('-', '')}_${writeBase32(randomBytes(SECRET_BYTES))}`;
  return `${told}_${makeCheck(told)}`;
}

/** The id in the text of a key; null for a text that is no key, or is mistyped. */
export function readKeyId(text: string): string | null {
  const [, told = '', id = '', check] = FORM.exec(text) ?? [];
  if (check === undefined || makeCheck(told) !== check) return null;
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** 32 bits fill seven letters of five bits each. */
function makeCheck(told: string): string {
  const bytes = Buffer.alloc(5);
  bytes.writeUInt32BE(crc32(told));
  return writeBase32(bytes).slice(0, 7);
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

/** @param bytes a multiple of five of them, so that no padding is needed */
function writeBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.replace(/.{5}/g, (five) => LETTERS[Number.parseInt(five, 2)] ?? '');
}
