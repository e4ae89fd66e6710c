import type { FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';
import { isAddress } from './caller-address.js';
import { InvalidRequest } from './problems/invalid-request.error.js';

/**
 * Gives what looks at each request, and warns once of one with X-Forwarded-For from an address that
 * is not trusted.
 * - Behind such a proxy all callers count as one, so one of them can use up the tries of all.
 * - With TRUST_PROXY=none nobody is trusted on purpose, so it never warns.
 */
export function watchForwarding({ TRUST_PROXY }: Config): (request: FastifyRequest) => void {
  let done = TRUST_PROXY?.length === 0;
  return (request) => {
    if (done || request.headers['x-forwarded-for'] === undefined || isFromTrustedProxy(request)) return;
    done = true;
    request.log.warn(
      { request_id: request.id, peer: request.socket.remoteAddress },
      'X-Forwarded-For is ignored, since TRUST_PROXY does not name the address that sends it: ' +
        'all callers behind that proxy count as one; set TRUST_PROXY to its address, or to none',
    );
  };
}

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
