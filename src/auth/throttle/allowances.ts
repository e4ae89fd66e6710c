import { isIPv6 } from 'node:net';
import { sha256 } from '../../digests.js';
import type { Allowance } from './throttle.js';

/** 22 characters of a digest, 132 bits. */
const shortenDigest = (text: string): string => sha256(text).toString('base64url').slice(0, 22);

/** An address without the port that some proxies add in X-Forwarded-For, such as Azure's. */
const removePort = (address: string): string =>
  address.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1').replace(/^\[(.+)\](?::\d+)?$/, '$1');

/**
 * One household or server: an IPv4 address, or the first 64 bits of an IPv6 address, since one user
 * may have all that share them.
 */
export function groupAddress(address: string): string {
  const plain = removePort(address).replace(/^::ffff:(?=\d+\.)/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing =
    tail === undefined ? [] : Array<string>(8 - groups.length - (tail === '' ? 0 : tail.split(':').length)).fill('0');
  return [...groups, ...missing, ...(tail ? tail.split(':') : [])].slice(0, 4).join(':');
}

/** Limits the tries of admin keys from an address. */
export const limitKeyAttempts = (address: string): Allowance => ({
  source: `key:${groupAddress(address)}`,
  free: 30,
  pauseSeconds: 1,
  pauseMostSeconds: 900,
});

/**
 * Limits the logins at one account.
 * - `here`: few from one address.
 * - `everywhere`: many more from all addresses together, with short pauses. So no stranger can lock
 *   the owner out.
 * - A login counts whether or not its API key is right. Otherwise the first 429 would tell that the
 *   key is right.
 */
export const limitAccountAttempts = (email: string, address: string): { here: Allowance; everywhere: Allowance } => ({
  here: {
    source: `account:${shortenDigest(email)}:${groupAddress(address)}`,
    free: 5,
    pauseSeconds: 1,
    pauseMostSeconds: 900,
  },
  everywhere: { source: `account:${shortenDigest(email)}`, free: 50, pauseSeconds: 1, pauseMostSeconds: 30 },
});

/**
 * Limits the customers and orders that callers without a token enter from an address, with
 * OPEN_INTAKE=on.
 */
export const limitIntake = (address: string): Allowance => ({
  source: `intake:${groupAddress(address)}`,
  free: 30,
  pauseSeconds: 2,
  pauseMostSeconds: 900,
});
