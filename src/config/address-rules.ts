import { BlockList, isIP } from 'node:net';
import { IsOptional } from 'class-validator';
import { allOf, change, refuse, splitList } from './rules.js';

/** Scheme, host and port of a web address, which has nothing else. It may be left out. */
export const optionalOrigin = allOf(IsOptional(), refuse(findOriginFault));

/** Host names and IP addresses that an URL shows as its host name. */
const HOST_NAME = /^(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])$/;
/** Addresses that mean "all of this machine" to a server, and nothing to its callers. */
const EVERYWHERE = ['0.0.0.0', '[::]'];

function findOriginFault(value: unknown): string | null {
  const text = String(value);
  const [, rest = ''] = /^https?:\/\/(.+)$/i.exec(text) ?? [];
  if (rest === '' || /[\s\\]/.test(text) || !URL.canParse(text))
    return 'must be a web address that begins with http:// or https://, such as https://shop.example';
  const [, authority = '', path = ''] = /^([^/?#]*)(.*)$/.exec(rest) ?? [];
  if (authority.includes('@')) return 'must not have a user name or password; write the scheme, host and port alone';
  if (/^\/?\?/.test(path)) return 'must not have a query; leave out the ? and what follows';
  if (/^\/?#/.test(path)) return 'must not have a fragment; leave out the # and what follows';
  if (path !== '' && path !== '/')
    return 'must not have a path; only scheme, host and port are used, such as https://shop.example';
  const { hostname, port } = new URL(text);
  if (!HOST_NAME.test(hostname)) return 'must have the name or address of one host, such as https://shop.example';
  if (EVERYWHERE.includes(hostname))
    return 'must be an address that others can reach; 0.0.0.0 and :: are for a server to listen on';
  return port === '0' ? 'must not have port 0, which nobody can reach' : null;
}

/** A web address to which something is added, so that it ends with its path. It may be left out. */
export const optionalEndpoint = allOf(
  IsOptional(),
  refuse((value) =>
    /^https?:\/\/[^\s\\?#@]+$/i.test(String(value)) && URL.canParse(String(value))
      ? null
      : 'must be a web address without user name, query and fragment, such as http://collector:4318',
  ),
);

/** Where a server may listen: an IP address, or a host name. Brackets of IPv6 are removed. */
export const listeningHost = allOf(
  change((text) => (/^\[[^\]]*\]$/.test(text) ? text.slice(1, -1) : text)),
  refuse((value) => (isHost(String(value)) ? null : EXPLAIN_HOST)),
);

const EXPLAIN_HOST =
  'must be an address of this machine, without scheme or port: 127.0.0.1 for this machine alone, 0.0.0.0 for all';

const isHost = (text: string): boolean =>
  isIP(text) > 0 || (/^[\w-]+(?:\.[\w-]+)*\.?$/.test(text) && !/^[\d.]+$|^0x/i.test(text));

/** Names or addresses of hosts, comma-separated, without schemes and ports. There may be none. */
export const hostNames = allOf(
  change((text) => {
    const entries = splitList(text.toLowerCase());
    return entries.length > 0 ? entries : text;
  }),
  refuse((value) =>
    Array.isArray(value) && value.every((entry) => HOST_NAME.test(entry) || isIP(entry) > 0)
      ? null
      : 'must be names of hosts such as shop.example, without schemes and ports, separated by commas',
  ),
);

/**
 * IP addresses, or CIDR ranges such as 10.0.0.0/8, comma-separated; `none` gives an empty list.
 * They may be left out.
 */
export const optionalProxies = allOf(
  IsOptional(),
  change((text) => (text.toLowerCase() === 'none' ? [] : splitProxies(text))),
  refuse((value) => (Array.isArray(value) && value.every(isNetwork) ? null : EXPLAIN_PROXIES)),
);

const EXPLAIN_PROXIES =
  'must be addresses or ranges of proxies such as 10.0.0.0/8, separated by commas, or none; too wide a range would trust strangers';

/** The entries of the list; the text itself when it has none, so that it is refused. */
function splitProxies(text: string): string[] | string {
  const entries = splitList(text);
  return entries.length > 0 ? entries : text;
}

/**
 * Least bits of a range. No network that is one operator's is wider than 10.0.0.0/8, nor in IPv6
 * than 16 bits, except the private fc00::/7 (RFC 4193).
 */
const BITS_LEAST = { v4: 8, v6: 16, mapped: 96 + 8 };

/** Whether it is an address or a range of it. IPv6 can hold IPv4 (CVE-2026-90711). */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (most < 0 || rest.length > 0 || address.includes('%')) return false;
  if (bits === undefined) return true;
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > most) return false;
  return Number(bits) >= findLeast(address, Number(bits));
}

function findLeast(address: string, bits: number): number {
  if (isIP(address) === 4) return BITS_LEAST.v4;
  if (/^f[cd]00:/i.test(address)) return 7;
  const range = new BlockList();
  range.addSubnet(address, Math.min(bits, 96), 'ipv6');
  return range.check('::ffff:0:0', 'ipv6') ? BITS_LEAST.mapped : BITS_LEAST.v6;
}
