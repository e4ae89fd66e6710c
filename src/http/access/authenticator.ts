import type { FastifyRequest } from 'fastify';
import type { Principal } from './principal.js';

/** One way in which a request says who it comes from. */
export interface Authenticator {
  /**
   * What proves that the caller meant to send a request that changes something.
   * - `none`: a browser never sends these credentials by itself.
   * - `same-origin`: a browser sends them along by itself, so a page of ours must have sent the
   *   request.
   */
  readonly proof: 'none' | 'same-origin';

  /** Whether the request carries such credentials, valid or not. */
  applies(request: FastifyRequest): boolean;

  /** The caller whom the credentials stand for; nobody when they are not valid. */
  authenticate(request: FastifyRequest): Promise<Principal>;
}
