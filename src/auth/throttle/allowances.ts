import { sha256 } from '../../digests.js';
import { cutAddress } from '../../http/caller-address.js';
import type { Allowance } from './throttle.js';

/** 22 characters of a digest, 132 bits. */
const shortenDigest = (text: string): string => sha256(text).toString('base64url').slice(0, 22);

/** One household or server: one user may have all IPv6 addresses that share their first 64 bits. */
const groupHousehold = (address: string): string => cutAddress(address, { v4: 32, v6: 64 });

/** Limits the tries of admin keys from an address. */
export const limitKeyAttempts = (address: string): Allowance => ({
  source: `key:${groupHousehold(address)}`,
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
    source: `account:${shortenDigest(email)}:${groupHousehold(address)}`,
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
  source: `intake:${groupHousehold(address)}`,
  free: 30,
  pauseSeconds: 2,
  pauseMostSeconds: 900,
});

/**
 * Limits the callbacks of sign-ins from an address, since each with a code is a call to the
 * provider. One that leads to a profile is taken back.
 */
export const limitCallbacks = (address: string): Allowance => ({
  source: `callback:${groupHousehold(address)}`,
  free: 30,
  pauseSeconds: 1,
  pauseMostSeconds: 60,
});
