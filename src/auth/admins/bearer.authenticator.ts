import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Authenticator } from '../../http/access/authenticator.js';
import { ALL_PERMISSIONS } from '../../http/access/permissions.js';
import { NOBODY, type Principal } from '../../http/access/principal.js';
import { AdminsService } from './admins.service.js';

/** Knows admins by their Bearer token (RFC 6750). */
@Injectable()
export class BearerAuthenticator implements Authenticator {
  readonly proof = 'none';

  constructor(private readonly admins: AdminsService) {}

  applies({ headers }: FastifyRequest): boolean {
    return headers.authorization !== undefined;
  }

  async authenticate({ headers }: FastifyRequest): Promise<Principal> {
    const [, token] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
    const id = token === undefined ? null : await this.admins.byToken(token);
    return id === null ? NOBODY : { kind: 'admin', id, permissions: ALL_PERMISSIONS };
  }
}
