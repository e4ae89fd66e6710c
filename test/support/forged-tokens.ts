import { createHmac } from 'node:crypto';

/** The secret of an application whose tokens a test forges. */
export const JWT_SECRET = 'the secret of a test, 32 bytes or longer';

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

const without = (claim: string, claims: object): object => Object.fromEntries(Object.entries(claims).filter(([name]) => name !== claim));

/** A JWT with any header and claims, signed with any secret by the hash given. */
export function forged(claims: object, { header = {}, secret = JWT_SECRET, hash = 'sha256' } = {}): string {
  const signed = `${encoded({ alg: 'HS256', typ: 'JWT', ...header })}.${encoded(claims)}`;
  return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`;
}

/** What our own tokens for that admin say. */
export function honestClaims(adminId: string): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  return { sub: adminId, ver: 0, iat: now, exp: now + 600, iss: 'agiza', aud: 'agiza-api' };
}

/** `Authorization` headers that must open nothing, by what is wrong with them; `honest` are the claims of a token that would. */
export function wrongAuthorizations(honest: Record<string, unknown>, userId: string): Record<string, string> {
  const good = forged(honest);
  const [head = '', , signature = ''] = good.split('.');
  const tokens = {
    'no token': '',
    'a word': 'mango',
    'three words': 'a.b.c',
    'a good one with a letter more': `${good}x`,
    'a good one without its signature': `${good.split('.').slice(0, 2).join('.')}.`,
    'a good signature under other claims': `${head}.${encoded({ ...honest, ver: 1 })}.${signature}`,
    'a good one twice': `${good} ${good}`,
    'an expired one': forged({ ...honest, exp: Math.floor(Date.now() / 1000) - 1 }),
    'one without an end': forged(without('exp', honest)),
    'one whose end is no number': forged({ ...honest, exp: 'never' }),
    'one that begins later': forged({ ...honest, nbf: Number(honest.exp) }),
    'one of another secret': forged(honest, { secret: 'another secret of 32 bytes or longer' }),
    'one of an empty secret': forged(honest, { secret: '', header: { kid: '/dev/null' } }),
    'alg none': `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(honest)}.`,
    'alg none with a signature': forged(honest, { header: { alg: 'none' } }),
    'alg HS384': forged(honest, { header: { alg: 'HS384' }, hash: 'sha384' }),
    'alg HS512': forged(honest, { header: { alg: 'HS512' }, hash: 'sha512' }),
    'alg in lower case': forged(honest, { header: { alg: 'hs256' } }),
    'another audience': forged({ ...honest, aud: 'agiza' }),
    'no audience': forged(without('aud', honest)),
    'another issuer': forged({ ...honest, iss: 'agiza-api' }),
    'no issuer': forged(without('iss', honest)),
    'a version to come': forged({ ...honest, ver: 1 }),
    'no version': forged(without('ver', honest)),
    'a user who is no admin': forged({ ...honest, sub: userId }),
    'nobody at all': forged({ ...honest, sub: '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99' }),
  };
  const bearers = Object.entries(tokens).map(([flaw, token]) => [flaw, `Bearer ${token}`]);
  return { ...Object.fromEntries(bearers), 'a good one as Basic': `Basic ${good}`, 'a good one without a scheme': good };
}
