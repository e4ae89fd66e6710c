import { InvalidRequest } from '../problems/invalid-request.error.js';
import type { Charset } from './charset.js';

/** The place after `before` as people count: `line 1, column 1` is the first character. */
export function describePlace(before: string): string {
  const lineStart = before.lastIndexOf('\n') + 1;
  const line = before.split('\n').length;
  return `line ${line}, column ${[...before.slice(lineStart)].length + 1}`;
}

/**
 * Whether bytes begin with a byte order mark of UTF-16, or with a character whose half is zero.
 * UTF-32 has two zeros more, and no charset of ours.
 */
const isLikeUtf16 = (bytes: Buffer): boolean =>
  /^(?:\xff\xfe|\xfe\xff|\0[^\0]|[^\0]\0)(?!\0\0)/.test(bytes.toString('latin1', 0, 4));

const RIGHT_CHARSET = 'send UTF-8, or name the charset in Content-Type';

/** Makes the error of a body whose bytes are not valid in its charset. Offsets count from 0. */
export function refuseBytes(bytes: Buffer, charset: Charset): InvalidRequest {
  const offset = charset.findInvalid(bytes);
  const before = charset.decode(bytes.subarray(0, offset)) ?? '';
  const byte = `0x${bytes.toString('hex', offset, offset + 1).toUpperCase()}`;
  const remedy = isLikeUtf16(bytes)
    ? 'it looks like UTF-16; send UTF-8, or Content-Type with charset=utf-16'
    : explainByte(charset, byte) + RIGHT_CHARSET;
  const message = `is not valid ${charset.name} at offset ${offset} (byte ${byte}, ${describePlace(before)}): ${remedy}`;
  return new InvalidRequest([{ field: 'body', message }]);
}

/** What is wrong with one byte of a charset in which each byte is a character; empty for others. */
export const explainByte = ({ isSingleByte, name }: Charset, byte: string): string =>
  isSingleByte ? `${byte} is no character in ${name}; ` : '';
