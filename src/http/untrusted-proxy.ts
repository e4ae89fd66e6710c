import type { FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';
import { isAddress } from './caller-address.js';
import { InvalidRequest } from './problems/invalid-request.error.js';

/** Headers in which proxies name the caller. Only the first is read. */
const NAMING_HEADERS = [
  ...['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'X-Client-IP', 'X-Cluster-Client-IP'],
  ...['CF-Connecting-IP', 'True-Client-IP', 'Fastly-Client-IP', 'X-Azure-ClientIP'],
].map((name) => ({ name, key: name.toLowerCase() }));

/**
 * Gives what looks at each request, and warns once of one whose caller a proxy names in vain.
 * - X-Forwarded-For counts from a trusted address alone, and the other headers never do.
 * - Behind such a proxy all callers count as one, so one of them can use up the tries of all.
 * - With TRUST_PROXY=none nobody is trusted on purpose, so it never warns.
 */
export function watchForwarding({ TRUST_PROXY }: Config): (request: FastifyRequest) => void {
  let done = TRUST_PROXY?.length === 0;
  return (request) => {
    if (done) return;
    const named = NAMING_HEADERS.find(({ key }) => request.headers[key] !== undefined);
    if (named === undefined || isFromTrustedProxy(request)) return;
    done = true;
    const sentence = named === NAMING_HEADERS[0] ? UNTRUSTED : explainUnread(named.name);
    request.log.warn({ request_id: request.id, peer: request.socket.remoteAddress }, sentence);
  };
}

const COUNTED_AS_ONE = 'all callers behind that proxy count as one';
const UNTRUSTED =
  'X-Forwarded-For is ignored, since TRUST_PROXY does not name the address that sends it: ' +
  `${COUNTED_AS_ONE}; set TRUST_PROXY to its address, or to none`;
const explainUnread = (name: string): string =>
  `${name} is ignored, since only the X-Forwarded-For of an address in TRUST_PROXY is read: ` +
  `${COUNTED_AS_ONE}; have it send X-Forwarded-For and set TRUST_PROXY to its address, or to none`;

/** With an untrusted peer Fastify lists the peer alone, and without TRUST_PROXY it lists nobody. */
const isFromTrustedProxy = ({ ips }: FastifyRequest): boolean => (ips ?? []).length > 1;

/**
 * Refuses a request for which a trusted proxy names a caller who has no IP address. Counted as it
 * is, each such text would be another caller.
 * @throws InvalidRequest
 */
export function requireForwardedAddress({ headers, ip }: FastifyRequest): void {
  if (headers['x-forwarded-for'] === undefined || isAddress(ip)) return;
  throw new InvalidRequest([{ field: 'X-Forwarded-For', message: 'must have IP addresses, separated by commas' }]);
}
