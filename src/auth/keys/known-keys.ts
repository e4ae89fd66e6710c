import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { sha256 } from '../../digests.js';
import type { Permission } from '../../http/access/permissions.js';
import { TokenCache } from '../admins/token-cache.js';
import { CallerRights } from '../staff/caller-rights.js';
import type { KeyFlaw } from './api-key.js';
import { narrowScopes } from './key-scopes.js';
import { readKeyId } from './key-text.js';
import { KeysRepository } from './keys.repository.js';

/** What a key that counts stands for. */
export interface KnownKey {
  readonly id: string;
  /** The id of the user who made it. */
  readonly madeBy: string;
  /** Its scopes, as far as its maker holds them now. */
  readonly permissions: ReadonlySet<Permission>;
  readonly leftMs: number;
  readonly endsAs: KeyFlaw;
}

/** Compared in the place of a digest that is not there. No text has it. */
const NO_DIGEST = Buffer.alloc(32);

/**
 * Which keys count, remembered for 4 s ({@link TokenCache}).
 * - A change at this process is in force at once, at another one when it looks the key up again.
 * - So is what becomes of the maker: a key never has more than its maker has.
 */
@Injectable()
export class KnownKeys {
  private readonly known = new TokenCache<KnownKey, KeyFlaw>((text) => this.lookUp(text));

  constructor(
    private readonly database: Database,
    private readonly keys: KeysRepository,
    private readonly rights: CallerRights,
  ) {}

  /** What the text of a key stands for, or why it does not count. */
  find(text: string): Promise<KnownKey | KeyFlaw> {
    return this.known.find(text);
  }

  /** Has this process look every key up again, after a change of a key or of somebody's rights. */
  forget(): void {
    this.known.clear();
  }

  private async lookUp(text: string): Promise<KnownKey | KeyFlaw> {
    const id = readKeyId(text);
    if (id === null) return 'mistyped';
    const key = await this.keys.standing(id);
    if (key === null) return 'foreign';
    const digest = sha256(text);
    const isCurrent = timingSafeEqual(digest, key.digest);
    const isPrevious = timingSafeEqual(digest, key.previous_digest ?? NO_DIGEST);
    if (!isCurrent && !isPrevious) return 'foreign';
    if (key.is_revoked) return 'revoked';
    if (key.left_ms <= 0) return 'expired';
    const overlapMs = key.previous_left_ms ?? 0;
    if (!isCurrent && overlapMs <= 0) return 'rotated';
    const held = await this.rights.ofUser(this.database.db, key.created_by);
    if (held.permissions.size === 0) return 'stopped';
    return {
      ...{ id, madeBy: key.created_by, permissions: narrowScopes(key.scopes, held.permissions) },
      ...(isCurrent ? { leftMs: key.left_ms, endsAs: 'expired' } : { leftMs: overlapMs, endsAs: 'rotated' }),
    };
  }
}
