import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { makeId } from '../../database/ids.js';
import type { Page, PageRequest } from '../../database/pages.js';
import { sha256 } from '../../digests.js';
import type { KnownPrincipal } from '../../http/access/principal.js';
import { requirePerson } from '../staff/caller-rights.js';
import type { ApiKey, KeyRequest, RotationRequest, ShownKey } from './api-key.js';
import { requireScopes } from './key-scopes.js';
import { makeKeyText } from './key-text.js';
import { KeyOver, KeyRotating, KeyUnknown } from './keys.errors.js';
import { KeysRepository } from './keys.repository.js';
import { KnownKeys } from './known-keys.js';

/** The API keys of programs. Whoever makes one answers for it. */
@Injectable()
export class KeysService {
  constructor(
    private readonly database: Database,
    private readonly keys: KeysRepository,
    private readonly known: KnownKeys,
  ) {}

  /** Newest first, those that are over among them. */
  list(request: PageRequest): Promise<Page<ApiKey>> {
    return this.keys.list(this.database.db, request);
  }

  /** @throws PersonRequired, ScopeBeyondCaller */
  async make(caller: KnownPrincipal, { name, scopes, expiresInDays }: KeyRequest): Promise<ShownKey> {
    requirePerson(caller);
    requireScopes(caller, scopes);
    const id = makeId();
    const text = makeKeyText(id);
    const key = await this.keys.insert({ id, name, scopes, expiresInDays, digest: sha256(text), createdBy: caller.id });
    return { key, text };
  }

  /**
   * Gives a key another text. Both work during the overlap; without one the old text ends at once.
   * Of two rotations at once one is refused, so that neither ends the text that the other gave.
   * @throws PersonRequired, KeyUnknown, KeyOver, KeyRotating, ScopeBeyondCaller
   */
  async rotate(caller: KnownPrincipal, id: string, rotation: RotationRequest): Promise<ShownKey> {
    requirePerson(caller);
    const text = makeKeyText(id);
    const key = await this.database.write(async (tx) => {
      const before = requireKey(await this.keys.byId(tx, id));
      requireScopes(caller, before.scopes);
      if (['revoked', 'expired'].includes(before.status)) throw new KeyOver(before.status);
      if (before.previous_until !== null && rotation.overlapHours > 0) throw new KeyRotating(before.previous_until);
      const replacement = { id, digest: sha256(text), replaces: before.digest, ...rotation };
      if (!(await this.keys.replace(tx, replacement))) throw new KeyRotating(null);
      return requireKey(await this.keys.byId(tx, id));
    });
    this.known.forget();
    return { key, text };
  }

  /**
   * Ends a key for ever, at this process at once. Ending it again changes nothing.
   * @throws KeyUnknown
   */
  async revoke(id: string): Promise<ApiKey> {
    const key = requireKey(await this.keys.revoke(id));
    this.known.forget();
    return key;
  }
}

/** @throws KeyUnknown */
function requireKey(key: ApiKey | null): ApiKey {
  if (key === null) throw new KeyUnknown();
  return key;
}
