import type { IncomingMessage } from 'node:http';
import { BadRequestException } from '@nestjs/common';

/**
 * Refuses a request without exactly one Host, except one of HTTP/1.0 without any (RFC 9112, 3.2): a proxy and we could take it for different ones.
 * Node would answer the missing one in a form of its own and take the first of several.
 * @throws BadRequestException
 */
export function requireOneHost({ rawHeaders, httpVersion }: IncomingMessage): void {
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.length === 4 && name.toLowerCase() === 'host').length;
  if (hosts > 1 || (hosts === 0 && httpVersion !== '1.0')) throw new BadRequestException();
}
