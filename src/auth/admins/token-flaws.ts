import type { AppError } from '../../errors.js';
import { Unauthenticated } from '../../http/access/access.errors.js';
import { SchemeUnknown, TokenEnded, TokenExpired, TokenForeign, TokenUnreadable } from './tokens.errors.js';

/**
 * Why a token does not count.
 * - `expired` and `ended` are said of tokens with a valid signature alone. So they tell their
 *   holder nothing new, and a forger nothing at all.
 * - `cut-short`: the beginning of a token. `unreadable`: something else.
 */
export type TokenFlaw = 'unreadable' | 'cut-short' | 'foreign' | 'expired' | 'ended';

/** Characters of an HS256 signature in base64url. */
const SIGNATURE_LENGTH = 43;

/** Says what is wrong with a text that does not verify as a token, by its form alone. */
export function judgeForm(token: string): TokenFlaw {
  const parts = token.split('.');
  const [head = '', claims = '', signature = ''] = parts;
  if (!/^[\w-]*(\.[\w-]*)*$/.test(token) || !head.startsWith('eyJ')) return 'unreadable';
  if (parts.length < 3 || claims === '' || signature.length < SIGNATURE_LENGTH) return 'cut-short';
  return parts.length === 3 ? 'foreign' : 'unreadable';
}

const COPY = 'Copy the whole token from the answer of /api/auth/login/.';

/** What was pasted instead of a token: a variable's name, or what a program writes for nothing. */
const PLACEHOLDER = /^(<.*>|\{.*\}|\[.*\]|\$.*|%\w+%|undefined|null|none|nil|your[-_]?token|token)$/i;

const QUOTED = /^["'`]|["'`]$/;

/** The refusal of a request whose header `Authorization` has a token with this flaw. */
export function refuseToken(header: string, flaw: TokenFlaw): AppError {
  const token = header.replace(/^Bearer +/i, '');
  if (flaw === 'expired') return new TokenExpired();
  if (flaw === 'ended') return new TokenEnded();
  if (flaw === 'foreign') return new TokenForeign();
  if (flaw === 'cut-short') return new TokenUnreadable(`This token is cut short. ${COPY}`);
  if (/^[<[({].*eyJ/.test(token)) return new TokenUnreadable('Send the token itself, without brackets around it.');
  if (QUOTED.test(token)) return new TokenUnreadable('Send the token itself, without quotes around it.');
  if (PLACEHOLDER.test(token))
    return new TokenUnreadable(`A token must stand here, and not the name of one, nor brackets. ${COPY}`);
  return new TokenUnreadable(`This is not a token. ${COPY}`);
}

/** The refusal of a request whose header `Authorization` is not `Bearer` and one word after it. */
export function refuseScheme(header: string): AppError {
  if (/^(Bearer)?[\s:=]*$/i.test(header)) return new Unauthenticated();
  if (/^Bearer +Bearer\b/i.test(header)) return new TokenUnreadable('Write Bearer once before the token.');
  if (/^Bearer *[:=]/i.test(header))
    return new TokenUnreadable('Write a space alone between Bearer and the token: no colon, no other sign.');
  if (/^Bearer\s+["'`<]/i.test(header))
    return new TokenUnreadable('Send the token itself, without quotes or brackets around it.');
  if (/^Bearer\s/i.test(header))
    return new TokenUnreadable(`After Bearer stands the token alone, without spaces in it. ${COPY}`);
  if (/^["'`<]?(Bearer)?(eyJ[\w-]*\.|agz_)/i.test(header))
    return new TokenUnreadable('The token stands there alone. Write Bearer and a space before it.');
  if (/^Basic\b/i.test(header))
    return new SchemeUnknown('Basic does not work here. Send "Authorization: Bearer <token>", from /api/auth/login/.');
  return new SchemeUnknown('Send "Authorization: Bearer <token>", with a token from /api/auth/login/.');
}
