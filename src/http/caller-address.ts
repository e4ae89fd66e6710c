import { isIP, isIPv6 } from 'node:net';

/**
 * An address as it is counted. Some proxies, such as Azure's, add a port in X-Forwarded-For.
 * An IPv4 address has its own form, also where IPv6 holds it. A connection that is gone has none.
 */
const tidyAddress = (text: string | undefined): string =>
  (text ?? '')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/^\[(.+)\](?::\d+)?$/, '$1')
    .replace(/^::ffff:(?=\d+\.)/i, '');

/** Whether a text is an IP address, with or without a port. */
export const isAddress = (text: string | undefined): boolean => isIP(tidyAddress(text)) > 0;

/** The IP address in a text, in its own form and without a zone; null when there is none. */
export const readAddress = (text: string | undefined): string | null =>
  isAddress(text) ? tidyAddress(text).replace(/%.*$/, '') : null;

/**
 * The network of an address that has `bits` in common, in a form that is the same for all of it.
 * - An IPv4 address stands for itself with 32 bits, and with 24 for the 256 around it.
 * - An IPv6 address is cut after `bits.v6`. RFC 6177 has households get 56 or 64 bits, and
 *   larger sites 48.
 */
export function cutAddress(
  address: string | undefined,
  bits: { readonly v4: 24 | 32; readonly v6: 48 | 56 | 64 },
): string {
  const plain = tidyAddress(address);
  if (!isIPv6(plain)) return bits.v4 === 32 ? plain : plain.replace(/\.\d+$/, '.0/24');
  const groups = writeOut(plain).slice(0, 4);
  if (bits.v6 === 64) return groups.map(shorten).join(':');
  const kept = bits.v6 === 56 ? [...groups.slice(0, 3), `${groups[3]?.slice(0, 2)}00`] : groups.slice(0, 3);
  return `${kept.map(shorten).join(':')}::/${bits.v6}`;
}

/**
 * What the log says of where a request comes from: 203.0.113.0/24 or 2001:db8:1::/48, never the
 * whole of an address. Undefined for a text that is no address, and for a connection that is gone.
 */
export function groupAddress(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const known = groups.get(address);
  if (known !== undefined || !isAddress(address)) return known;
  const group = cutAddress(address, { v4: 24, v6: 48 });
  if (groups.size >= REMEMBERED_MOST) groups.clear();
  if (address.length <= REMEMBERED_LENGTH) groups.set(address, group);
  return group;
}

/** The groups of addresses, of which so many are remembered; finding one takes 1 µs. */
const groups = new Map<string, string>();
const REMEMBERED_MOST = 10_000;
/** The name of an interface may follow an IPv6 address, of any length. */
const REMEMBERED_LENGTH = 64;

const shorten = (group: string): string => group.replace(/^0+(?=.)/, '');

/** The eight groups of an IPv6 address, four digits each. */
function writeOut(address: string): string[] {
  const [head = '', tail] = address
    .toLowerCase()
    .replace(/%.*/, '')
    .replace(/[\d.]+$/, writeDotted)
    .split('::');
  const [before, after] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':'))) as [
    string[],
    string[],
  ];
  const missing = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return [...before, ...missing, ...after].map((group) => group.padStart(4, '0'));
}

/** The last 32 bits of an IPv6 address, which may be written as those of an IPv4 address. */
function writeDotted(end: string): string {
  if (!end.includes('.')) return end;
  const [one = 0, two = 0, three = 0, four = 0] = end.split('.').map(Number);
  return [one * 256 + two, three * 256 + four].map((group) => group.toString(16)).join(':');
}
