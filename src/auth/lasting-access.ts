import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Permission } from '../http/access/permissions.js';
import type { Principal } from '../http/access/principal.js';
import { BearerAuthenticator } from './admins/bearer.authenticator.js';
import { KeyAuthenticator } from './keys/key.authenticator.js';
import { SessionAuthenticator } from './session/session.authenticator.js';

/** Access to answers that go on after the access guard let their request in. */
@Injectable()
export class LastingAccess {
  constructor(
    private readonly key: KeyAuthenticator,
    private readonly bearer: BearerAuthenticator,
    private readonly session: SessionAuthenticator,
  ) {}

  /**
   * The requests whose caller has the permission no longer.
   * - All sessions are looked up by one query. Tokens and keys have their cache.
   * - A session does not count as used by it.
   * @throws what the database says
   */
  async findLost(requests: readonly FastifyRequest[], permission: Permission): Promise<FastifyRequest[]> {
    const byToken = requests.filter((request) => this.ofToken(request) !== undefined);
    const bySession = requests.filter((request) => this.ofToken(request) === undefined);
    const [first, second] = await Promise.all([
      Promise.all(byToken.map((request) => this.ofToken(request)?.authenticate(request))),
      bySession.length === 0 ? [] : this.session.authenticateAll(bySession),
    ]);
    const principals: readonly (Principal | undefined)[] = [...first, ...second];
    return [...byToken, ...bySession].filter((_, place) => !principals[place]?.permissions.has(permission));
  }

  /** Who knows the caller by a token or a key, in the order of the access guard. */
  private ofToken(request: FastifyRequest): KeyAuthenticator | BearerAuthenticator | undefined {
    return [this.key, this.bearer].find((each) => each.applies(request));
  }
}
