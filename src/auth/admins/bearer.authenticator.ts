import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Authenticator } from '../../http/access/authenticator.js';
import { ALL_PERMISSIONS } from '../../http/access/permissions.js';
import { NOBODY, type Principal } from '../../http/access/principal.js';
import { AdminsService } from './admins.service.js';
import { refuseScheme, refuseToken } from './token-flaws.js';

/** Knows admins by their Bearer token (RFC 6750). They are owners. */
@Injectable()
export class BearerAuthenticator implements Authenticator {
  readonly proof = 'none';

  constructor(private readonly admins: AdminsService) {}

  applies({ headers }: FastifyRequest): boolean {
    return headers.authorization !== undefined;
  }

  async authenticate({ headers }: FastifyRequest): Promise<Principal> {
    const { authorization = '' } = headers;
    const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
    if (token === undefined) return { ...NOBODY, refusal: refuseScheme(authorization) };
    const known = await this.admins.findByToken(token);
    if (typeof known === 'string') return { ...NOBODY, refusal: refuseToken(authorization, known) };
    return { kind: 'admin', id: known.userId, role: 'owner', permissions: ALL_PERMISSIONS };
  }
}
