import { createHmac } from 'node:crypto';

/** The JWT_SECRET of an application whose tokens a test forges. */
export const JWT_SECRET = 'the secret of a test, 32 bytes or longer';

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

const without = (claim: string, claims: object): object =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => name !== claim));

/** Makes a JWT with these claims, header and secret, signed by HMAC with `hash`. */
export function forgeToken(claims: object, { header = {}, secret = JWT_SECRET, hash = 'sha256' } = {}): string {
  return forgeText(JSON.stringify(claims), { header, secret, hash });
}

/** The same with claims that `JSON.stringify` would not write. */
function forgeText(claims: string, { header = {}, secret = JWT_SECRET, hash = 'sha256' } = {}): string {
  const signed = `${encoded({ alg: 'HS256', typ: 'JWT', ...header })}.${Buffer.from(claims).toString('base64url')}`;
  return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`;
}

/** The claims of a valid token of that admin. */
export function validClaims(adminId: string): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  return { sub: adminId, ver: 0, iat: now, exp: now + 600, iss: 'agiza', aud: 'agiza-api' };
}

/**
 * `Authorization` headers that no route accepts, by what is wrong with them.
 * @param valid the claims of a token that would be accepted
 */
export function wrongAuthorizations(valid: Record<string, unknown>, userId: string): Record<string, string> {
  const token = forgeToken(valid);
  const [head = '', , signature = ''] = token.split('.');
  const tokens = {
    'no token': '',
    'a word': 'mango',
    'three words': 'a.b.c',
    'a valid token with one letter more': `${token}x`,
    'a valid token without its signature': `${token.split('.').slice(0, 2).join('.')}.`,
    'a valid signature under other claims': `${head}.${encoded({ ...valid, ver: 1 })}.${signature}`,
    'a valid token twice': `${token} ${token}`,
    'an expired token': forgeToken({ ...valid, exp: Math.floor(Date.now() / 1000) - 1 }),
    'a token without exp': forgeToken(without('exp', valid)),
    'a token whose exp is no number': forgeToken({ ...valid, exp: 'never' }),
    'a token that never ends': forgeText(JSON.stringify(valid).replace(/"exp":\d+/, '"exp":1e999')),
    'a token that ends in a thousand years': forgeToken({ ...valid, exp: Number(valid.exp) + 1000 * 31_536_000 }),
    'a token whose exp is a fraction': forgeToken({ ...valid, exp: Number(valid.exp) + 0.5 }),
    'a token without iat': forgeToken(without('iat', valid)),
    'a token without a type': forgeToken(valid, { header: { typ: undefined } }),
    'a token of another type': forgeToken(valid, { header: { typ: 'refresh+jwt' } }),
    'a token with an extension that must be known': forgeToken(valid, { header: { crit: ['exp'], exp: 1 } }),
    'a token with an empty list of extensions': forgeToken(valid, { header: { crit: [] } }),
    'a token whose nbf is to come': forgeToken({ ...valid, nbf: Number(valid.exp) }),
    'a token of another secret': forgeToken(valid, { secret: 'another secret of 32 bytes or longer' }),
    'a token of an empty secret': forgeToken(valid, { secret: '', header: { kid: '/dev/null' } }),
    'a token with alg none': `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(valid)}.`,
    'a signed token with alg none': forgeToken(valid, { header: { alg: 'none' } }),
    'a token with alg HS384': forgeToken(valid, { header: { alg: 'HS384' }, hash: 'sha384' }),
    'a token with alg HS512': forgeToken(valid, { header: { alg: 'HS512' }, hash: 'sha512' }),
    'a token with alg in lower case': forgeToken(valid, { header: { alg: 'hs256' } }),
    'a token for another audience': forgeToken({ ...valid, aud: 'agiza' }),
    'a token without an audience': forgeToken(without('aud', valid)),
    'a token of another issuer': forgeToken({ ...valid, iss: 'agiza-api' }),
    'a token without an issuer': forgeToken(without('iss', valid)),
    'a token with a version to come': forgeToken({ ...valid, ver: 1 }),
    'a token without a version': forgeToken(without('ver', valid)),
    'a token of a user who is no admin': forgeToken({ ...valid, sub: userId }),
    'a token of an unknown user': forgeToken({ ...valid, sub: '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99' }),
  };
  const bearers = Object.entries(tokens).map(([flaw, token]) => [flaw, `Bearer ${token}`]);
  return {
    ...Object.fromEntries(bearers),
    'a valid token as Basic': `Basic ${token}`,
    'a valid token without a scheme': token,
  };
}
