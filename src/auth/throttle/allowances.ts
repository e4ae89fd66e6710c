import { sha256 } from '../../digests.js';
import { cutAddress } from '../../http/caller-address.js';
import type { Allowance } from './throttle.js';

/** 22 characters of a digest, 132 bits. */
const shortenDigest = (text: string): string => sha256(text).toString('base64url').slice(0, 22);

/** One household or server: one user may have all IPv6 addresses that share their first 64 bits. */
export const groupHousehold = (address: string): string => cutAddress(address, { v4: 32, v6: 64 });

/** How often one source may try, see {@link Allowance}, before it is known which source it is. */
type Rule = Omit<Allowance, 'source'>;

/** An IPv6 site may hold 256 households, and is allowed as much as four of them. */
const HOUSEHOLDS_OF_SITE = 4;

/**
 * Limits the tries from an address, as `kind`. An IPv6 address counts in its household (/56) and in
 * its site (/48), since whoever has many addresses has them side by side.
 */
function limitNetworks(kind: string, address: string, rule: Rule): readonly Allowance[] {
  const household = cutAddress(address, { v4: 32, v6: 56 });
  const site = cutAddress(address, { v4: 32, v6: 48 });
  const allowances = [{ source: `${kind}:${household}`, ...rule }];
  if (site !== household) allowances.push({ source: `${kind}:${site}`, ...rule, free: rule.free * HOUSEHOLDS_OF_SITE });
  return allowances;
}

/** Limits the tries of admin keys from an address. */
export const limitKeyAttempts = (address: string): readonly Allowance[] =>
  limitNetworks('key', address, { free: 30, pauseSeconds: 1, pauseMostSeconds: 900 });

/** What `login_sources` knows them by: digests of the e-mail and of the network. */
export const nameLoginSource = (email: string, address: string): { account: string; source: string } => ({
  account: shortenDigest(email),
  source: shortenDigest(cutAddress(address, { v4: 32, v6: 56 })),
});

/** What `login_attempts` knows an account by, alone or followed by a colon and an address. */
export const nameAccount = (email: string): string => `account:${shortenDigest(email)}`;

/**
 * Limits the logins at one account.
 * - `here`: few from one address.
 * - `everywhere`: many more from all addresses together, with short pauses. It does not hold an
 *   address that logged in lately, so strangers cannot keep the owner out.
 * - Browsers are not remembered, since none logs in with a password. Admins log in by the API,
 *   whose programs keep no cookies, and people in browsers sign in at their provider.
 * - A login counts whether or not its API key is right. Otherwise the first 429 would tell that the
 *   key is right.
 */
export const limitAccountAttempts = (
  email: string,
  address: string,
): { here: readonly Allowance[]; everywhere: Allowance } => ({
  here: limitNetworks(nameAccount(email), address, { free: 5, pauseSeconds: 1, pauseMostSeconds: 900 }),
  everywhere: { source: nameAccount(email), free: 50, pauseSeconds: 1, pauseMostSeconds: 30 },
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
export const limitCallbacks = (address: string): readonly Allowance[] =>
  limitNetworks('callback', address, { free: 30, pauseSeconds: 1, pauseMostSeconds: 60 });
