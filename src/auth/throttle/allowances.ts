import { isIPv6 } from 'node:net';
import { sha256 } from '../../digests.js';
import type { Allowance } from './throttle.js';

const brief = (text: string): string => sha256(text).toString('base64url').slice(0, 22);

/** One household or server: an IPv4 address, or the 64-bit prefix that an IPv6 user can hop about in. */
export function addressGroup(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = tail === undefined ? [] : Array<string>(8 - groups.length - (tail === '' ? 0 : tail.split(':').length)).fill('0');
  return [...groups, ...missing, ...(tail ? tail.split(':') : [])].slice(0, 4).join(':');
}

/** Whoever tries admin keys from an address. */
export const keyAttempts = (address: string): Allowance => ({
  source: `key:${addressGroup(address)}`,
  free: 30,
  pauseSeconds: 1,
  pauseMostSeconds: 900,
});

/**
 * Logins at one account: few from one address, and many more from all of them together with short pauses, so that no stranger can lock its owner
 * out. They count whether or not the key is right, or the first 429 would tell that it is.
 */
export const accountAttempts = (email: string, address: string): { here: Allowance; everywhere: Allowance } => ({
  here: { source: `account:${brief(email)}:${addressGroup(address)}`, free: 5, pauseSeconds: 1, pauseMostSeconds: 900 },
  everywhere: { source: `account:${brief(email)}`, free: 50, pauseSeconds: 1, pauseMostSeconds: 30 },
});

/** Customers and orders that nobody in particular enters, with OPEN_INTAKE. */
export const intakeAttempts = (address: string): Allowance => ({
  source: `intake:${addressGroup(address)}`,
  free: 30,
  pauseSeconds: 2,
  pauseMostSeconds: 900,
});
