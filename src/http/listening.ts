import { once } from 'node:events';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';

/** The HTTP server cannot listen where it shall. The message is one sentence with the next step. */
export class ListeningError extends Error {
  override readonly name = 'ListeningError';
}

const ANY_HOST = '127.0.0.1 for this machine alone, or 0.0.0.0 for all of its addresses';

/** The sentence for each code of the system. */
const CAUSES: Readonly<Record<string, () => string>> = {
  EADDRINUSE: () => 'Another program listens on this port: set PORT to a free one, or to 0 for any.',
  EACCES: () => 'This user may not listen on this port: set PORT to one from 1024 on, or to 0 for any.',
  EADDRNOTAVAIL: () => `HOST is no address of this machine: set it to ${[...findOwnAddresses(), ANY_HOST].join(', ')}.`,
  ENOTFOUND: () => `HOST is a name that this machine cannot look up: set it to ${ANY_HOST}.`,
  EAI_AGAIN: () => `HOST is a name that this machine cannot look up: set it to ${ANY_HOST}.`,
  EAFNOSUPPORT: () => `HOST is an IPv6 address, and this machine has no IPv6: set it to ${ANY_HOST}.`,
  EINVAL: () => 'HOST is an address of one link: write its interface too, such as fe80::1%eth0, or set another.',
};

/**
 * Listens and closes again, to find out early that it cannot be done.
 * @throws ListeningError
 */
export async function checkListening(host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    await once(server.listen({ host, port, exclusive: true }), 'listening');
  } catch (error) {
    throw explainListening(error);
  }
  await new Promise((resolve) => server.close(resolve));
}

/** The error as a sentence if it has a known cause, otherwise the error itself. */
export function explainListening(error: unknown): unknown {
  const explain = CAUSES[(error as NodeJS.ErrnoException).code ?? ''];
  return explain === undefined ? error : new ListeningError(explain());
}

/** IPv4 addresses at which other devices of the same network reach this machine. */
export const findOwnAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
