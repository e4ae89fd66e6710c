import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Authenticator } from '../../http/access/authenticator.js';
import { NOBODY, type Principal } from '../../http/access/principal.js';
import { KeyUses } from './key-uses.js';
import { refuseKey } from './keys.errors.js';
import { KnownKeys } from './known-keys.js';

/** What stands for a key, also with quotes or brackets around it. */
const KEY = /^Bearer\s+[^\w\s]*agz_/i;

/** Knows programs by their API key, sent as a Bearer token (RFC 6750) and in no other place. */
@Injectable()
export class KeyAuthenticator implements Authenticator {
  readonly proof = 'none';

  constructor(
    private readonly keys: KnownKeys,
    private readonly uses: KeyUses,
  ) {}

  applies({ headers }: FastifyRequest): boolean {
    return KEY.test(headers.authorization ?? '');
  }

  async authenticate({ headers, from }: FastifyRequest): Promise<Principal> {
    const text = (headers.authorization ?? '').replace(/^Bearer\s+/i, '');
    const known = await this.keys.find(text);
    if (typeof known === 'string') return { ...NOBODY, refusal: refuseKey(known) };
    const { id, madeBy, permissions } = known;
    await this.uses.note(id, from);
    return { kind: 'key', id, madeBy, role: null, permissions };
  }
}
