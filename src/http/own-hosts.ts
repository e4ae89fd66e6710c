import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';
import { chooseOwnHost, choosePublicHost, EVERY_ADDRESS } from '../config/public-host.js';
import { AppError } from '../errors.js';

/** The request names a host that is none of ours. */
export class HostUnknown extends AppError {
  readonly fault = 'misdirected';
  readonly code = 'host-unknown';

  constructor() {
    super('This is not the host that the request names. Its operator can add the name to ALLOWED_HOSTS.');
  }
}

/**
 * Routes that take any Host. Probes call a process by its address. The carrier's has a secret.
 */
const ANY_HOST = /^\/(?:livez|readyz|metrics)\/?$|^\/api\/callbacks\//;

/**
 * Gives what refuses a request whose Host is none of ours, or the host of its absolute form.
 * Otherwise a website could have its own name lead to this machine, and its pages would count as
 * ours (DNS rebinding).
 * - Ours are PUBLIC_URL's, HOST, those of ALLOWED_HOSTS and `localhost`. The port does not matter,
 *   since proxies and containers change it.
 * - An IP address cannot be led elsewhere. It is ours where the connection came in on it, where it
 *   is the machine's own, and in development with HOST=0.0.0.0.
 */
export function makeHostCheck(config: Config): (request: FastifyRequest) => void {
  const names = new Set(
    ['localhost', choosePublicHost(config), chooseOwnHost(config.HOST), ...config.ALLOWED_HOSTS].map(tidyHost),
  );
  const takesAnyAddress = config.NODE_ENV === 'development' && EVERY_ADDRESS.includes(config.HOST);
  const isOurs = (name: string, localAddress: string | undefined): boolean =>
    names.has(name) || isOwnAddress(name, localAddress) || (takesAnyAddress && isIP(name) > 0);
  const remembered = new Set<string>();

  return ({ headers: { host }, socket: { localAddress }, routeOptions }) => {
    if (host === undefined) return;
    const asked = `${host} ${localAddress}`;
    if (remembered.has(asked) || ANY_HOST.test(routeOptions.url ?? '')) return;
    if (!isOurs(tidyHost(host), localAddress)) throw new HostUnknown();
    if (remembered.size >= REMEMBERED_MOST) remembered.clear();
    if (asked.length <= REMEMBERED_LENGTH) remembered.add(asked);
  };
}

/**
 * Hosts that were ours, with the address they came in on, that are remembered. Telling one takes
 * 1 µs, and clients send the same again and again.
 */
const REMEMBERED_MOST = 1_000;
/** Characters of a name (253), a port and an address. */
const REMEMBERED_LENGTH = 300;

/** The name or address in a Host, in small letters, without the port and the brackets of IPv6. */
const tidyHost = (host: string): string =>
  host
    .toLowerCase()
    .replace(/:\d*$/, (port) => (isIP(host) === 6 ? port : ''))
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');

function isOwnAddress(name: string, localAddress: string | undefined): boolean {
  if (isIP(name) === 0) return false;
  return /^127\.|^::1$/.test(name) || name === localAddress?.replace(/^::ffff:(?=\d+\.)/i, '');
}
